'use client';
import './library.css';
import { type ReactNode, useDeferredValue, useEffect, useState } from 'react';
import { useComposer, useDraft } from '@/components/compose/composer-hooks.ts';
import { useShownDialect } from '@/components/compose/shown-dialect.ts';
import { ScrollRegion } from '@/components/ui/scroll-region.tsx';
import { VisibleText } from '@/components/ui/visible-text.tsx';
import { useConsole, useFacade } from '@/components/workbench/console-context.tsx';
import { askCommand } from '@/components/workbench/page-commands.ts';
import { visible } from '@/lib/bytes/visible.ts';
import { download } from '@/lib/console/browser/download.ts';
import { toLibraryFile, toScenarioFile } from '@/lib/scenario/shelf/library-file.ts';
import { ImportButton } from './import-button.tsx';
import { KeptItem } from './kept-item.tsx';
import type { KeptScenario } from './kept-scenarios.ts';
import { LibraryStatus } from './library-status.tsx';
import { SaveForm } from './save-form.tsx';
import { type Listed, shippedGroups, wordsOf } from './shipped-list.ts';
import { pageLibrary, rememberOpened, useKept } from './use-library.ts';
import { withoutKeys } from './without-keys.ts';

/** Scenarios to open in the editor: those of this browser, and those that came with the product. What stood there stays as an earlier text. */
export function LibraryPane() {
  const composer = useComposer();
  const facade = useFacade();
  const dialect = useShownDialect();
  const { upstream } = useDraft();
  const all = useKept();
  const kept = all.filter((each) => each.dialect === dialect?.id);
  const shipped = useShipped();
  const [typed, setTyped] = useState('');
  const sought = useDeferredValue(typed);
  const [says, setSays] = useState('');
  const key = useConsole((state) => state.key?.handle ?? null);
  useEffect(() => {
    const look = async () => {
      await pageLibrary().refresh();
      // They may have been kept before it was known what a key is.
      if (key !== null) await pageLibrary().cleanse((each) => withoutKeys(each, facade.scrub));
    };
    void look();
  }, [facade, key]);
  if (dialect === null) return null;
  const open = (text: string, called: { name: string; group: string }, shipped = false) => {
    rememberOpened(upstream, called);
    void composer.replaceText(text, shipped).then(() => askCommand('focusEditor'));
  };
  // A key may have become known since they were kept.
  const clean = (each: KeptScenario) => withoutKeys(each, facade.scrub);
  const exportOne = async (each: KeptScenario) => {
    const scenario = await clean(each);
    const { text, extension } = toScenarioFile(scenario);
    download(jsonFile(text), fileName(scenario.name, extension));
  };
  const exportAll = async () => {
    const scenarios = await Promise.all(all.map(clean));
    download(jsonFile(toLibraryFile(scenarios)), 'wiretone-scenarios.json');
  };
  const groups = ownGroups(kept, sought);
  const theirs = shippedGroups(shipped ?? [], dialect.id, sought);
  const elsewhere = all.length - kept.length;
  return (
    <ScrollRegion label="Library" className="library">
      <SaveForm key={upstream} kept={kept} onSaved={setSays} />
      <div className="library-tools">
        <input
          type="search"
          aria-label="Search the library"
          placeholder="Search"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <ImportButton dialect={dialect.id} say={setSays} />
        <button type="button" disabled={all.length === 0} onClick={() => void exportAll()}>
          Export all of yours
        </button>
      </div>
      <LibraryStatus says={says} />
      {[...groups].map(([group, scenarios]) => (
        <Group key={group} name={group === '' ? 'Yours' : group} note="kept in this browser">
          {scenarios.map((each) => (
            <KeptItem
              key={each.id}
              kept={each}
              open={open}
              save={(one) => void exportOne(one)}
              onDelete={() => setSays('')}
            />
          ))}
        </Group>
      ))}
      {elsewhere > 0 && (
        <p className="library-elsewhere">
          {elsewhere} of yours {elsewhere === 1 ? 'is' : 'are'} of another protocol: choose an upstream that speaks it.
        </p>
      )}
      {shipped === null && <p>Loading …</p>}
      {shipped !== null && groups.size + theirs.length === 0 && <p>Nothing here has all of these words.</p>}
      {theirs.map(({ group, scenarios }) => (
        <Group key={group} name={group} note={group in groupNotes ? groupNotes[group] : undefined}>
          {scenarios.map(({ name, title, about, text }) => (
            <li key={name}>
              <button
                type="button"
                className="library-open"
                onClick={() => open(text, { name: title, group: '' }, true)}
              >
                <b>{title}</b> <span className="library-about">{about}</span>
              </button>
            </li>
          ))}
        </Group>
      ))}
    </ScrollRegion>
  );
}

const groupNotes: Readonly<Record<string, string>> = { Rules: 'each breaks one, on purpose' };

function Group({ name, note, children }: { name: string; note: string | undefined; children: ReactNode }) {
  return (
    <div className="library-group">
      <h3>
        <VisibleText text={name} />
        {note !== undefined && <span className="library-where"> {note}</span>}
      </h3>
      <ul aria-label={visible(name)}>{children}</ul>
    </div>
  );
}

/** Those with all the words in name or group, by group. */
function ownGroups(kept: readonly KeptScenario[], sought: string): Map<string, KeptScenario[]> {
  const words = wordsOf(sought);
  const groups = new Map<string, KeptScenario[]>();
  for (const each of kept) {
    const where = `${each.name} ${each.group}`.toLowerCase();
    if (!words.every((word) => where.includes(word))) continue;
    const group = groups.get(each.group);
    if (group === undefined) groups.set(each.group, [each]);
    else group.push(each);
  }
  return groups;
}

function useShipped(): readonly Listed[] | null {
  const [shipped, setShipped] = useState<readonly Listed[] | null>(null);
  useEffect(() => {
    void import('@/lib/scenario/library/shipped.ts').then((module) => setShipped(module.shippedScenarios));
  }, []);
  return shipped;
}

function fileName(name: string, extension: string): string {
  const plain = name
    .replace(/[^\p{L}\p{N} ._-]+/gu, '')
    .trim()
    .slice(0, 80);
  return `${plain === '' ? 'scenario' : plain}.${extension}`;
}

const jsonFile = (text: string) => new Blob([text], { type: 'application/json' });
