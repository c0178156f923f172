'use client';
import { useState } from 'react';
import type { FindingView } from '@/lib/console/state.ts';
import type { Proof, Severity } from '@/lib/dialects/rule.ts';
import { grouped } from '../ui/numbers.ts';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { FindingCard } from './finding-card.tsx';
import { severities } from './severity.ts';
import { SocketLimit } from './socket-limit.tsx';

const headings: Readonly<Record<Severity, string>> = { error: 'Errors', warning: 'Warnings', info: 'Notes' };
/** More cards than this are not drawn at once. */
const drawn = 100;

type Scope = 'session' | 'entry';

/** What the rules found, by severity: in the whole session, or of the selected entry. `onShow` goes to a place that proves it. */
export function FindingsPane({ onShow }: { onShow: (proof: Proof) => void }) {
  const { list, ofEntry, broken } = useConsole((state) => state.findings);
  const selected = useConsole((state) => state.selected);
  const [scope, setScope] = useState<Scope>('session');
  const isEntry = scope === 'entry' && selected !== null;
  const shown = isEntry ? ofEntry : list;
  const scopes = [
    { value: 'session' as const, show: `Whole session ${grouped(list.length)}` },
    ...(selected === null ? [] : [{ value: 'entry' as const, show: `This entry ${grouped(ofEntry.length)}` }]),
  ];
  return (
    <>
      <div className="flex h-9 shrink-0 items-center gap-2 px-3 narrow:h-12">
        <Segmented label="Findings of" value={isEntry ? 'entry' : 'session'} options={scopes} onChange={setScope} />
        <a href="/rules" target="_blank" rel="noreferrer" className="ml-auto text-accent underline">
          All rules
        </a>
      </div>
      <ScrollRegion label="Findings" className="grid min-h-0 grow content-start gap-3 px-3 pb-3">
        {broken !== null && (
          <p className="text-err">
            <VisibleText text={broken} />
          </p>
        )}
        {shown.length === 0 && (
          <p className="py-2 text-fg2">
            {isEntry
              ? 'No rule has found anything in this entry.'
              : 'No rule has found anything in this session so far.'}
          </p>
        )}
        {severities.map((severity) => (
          <Group
            key={severity}
            name={headings[severity]}
            findings={shown.filter((finding) => finding.severity === severity)}
            onShow={onShow}
          />
        ))}
      </ScrollRegion>
      <SocketLimit />
    </>
  );
}

function Group({
  name,
  findings,
  onShow,
}: {
  name: string;
  findings: readonly FindingView[];
  onShow: (proof: Proof) => void;
}) {
  const facade = useFacade();
  if (findings.length === 0) return null;
  return (
    <section aria-label={name} className="grid gap-2">
      <h3 className="font-medium text-fg2">
        {name} <span className="font-mono text-label">{grouped(findings.length)}</span>
      </h3>
      {findings.slice(0, drawn).map((finding) => (
        <FindingCard key={finding.key} finding={finding} onShow={onShow} onSession={facade.openSession} />
      ))}
      {findings.length > drawn && <p className="text-fg3">{grouped(findings.length - drawn)} more of them.</p>}
    </section>
  );
}
