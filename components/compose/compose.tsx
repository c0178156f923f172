'use client';
import './compose.css';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useConsole } from '@/components/workbench/console-context.tsx';
import { answerCommand } from '@/components/workbench/page-commands.ts';
import { useDialect } from '@/components/workbench/use-dialect.ts';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { BytesPanel } from './bytes-panel.tsx';
import { ComposeBar } from './compose-bar.tsx';
import { useComposer } from './composer-hooks.ts';
import { type EditorKind, EditorSlot } from './editor-slot.tsx';
import { leaveKeys } from './leave-keys.ts';
import type { TabKey } from './monaco/tab-passing.ts';
import { Notes } from './notes.tsx';
import { StepList } from './step-list.tsx';
import { TextNotes, useTextInvalid } from './text-notes.tsx';

/** The pane where a session is written and sent: editor, steps, and the bytes they will be. */
export function Compose() {
  const composer = useComposer();
  const dialect = useDraftOfUpstream();
  const [kind, setKind] = useState<EditorKind>('coming');
  const [tab, setTab] = useState<TabKey>('away');
  const plain = kind === 'plain';
  const invalid = useTextInvalid(plain ? dialect : null) && plain;

  useEffect(() => answerCommand('runAll', () => void composer.runAll()), [composer]);
  useEffect(() => answerCommand('focusEditor', () => composer.drafts.goTo(composer.drafts.get().caret)), [composer]);

  const onKeys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    // Caught on the way down: Monaco has another use for these keys.
    event.preventDefault();
    event.stopPropagation();
    void (event.shiftKey ? composer.runAll() : composer.send());
  };

  return (
    <section aria-label="Compose" className="compose" onKeyDownCapture={onKeys}>
      <ComposeBar dialect={dialect} />
      <EditorSlot
        dialect={dialect}
        describedBy={plain ? 'compose-keys compose-text-notes' : 'compose-keys'}
        invalid={invalid}
        onEditor={setKind}
        onTab={setTab}
      />
      <p id="compose-keys" className="sr-only">
        Control Enter sends the step under the caret, Control Shift Enter runs all steps.
      </p>
      {plain && <TextNotes id="compose-text-notes" dialect={dialect} />}
      <Notes />
      <StepList open={plain} hint={keyHint(kind, tab)} />
      <BytesPanel dialect={dialect} />
    </section>
  );
}

function keyHint(kind: EditorKind, tab: TabKey): string {
  if (kind !== 'rich' || tab === 'away') return 'Ctrl+Enter sends';
  return tab === 'passing' ? 'Tab moves on' : `${leaveKeys()} lets Tab leave`;
}

/** Opens the draft of the chosen upstream once its dialect is there; until then the old draft and its dialect stay. */
function useDraftOfUpstream(): Dialect | null {
  const { drafts } = useComposer();
  const upstream = useConsole((state) => state.upstream);
  const id = useConsole((state) => state.upstreams.find((each) => each.id === state.upstream)?.dialect);
  const loaded = useDialect(id);
  const [shown, setShown] = useState<Dialect | null>(null);
  useEffect(() => {
    if (loaded === null) return;
    drafts.open(upstream, loaded.id, loaded.sampleSession);
    setShown(loaded);
  }, [drafts, upstream, loaded]);
  return shown;
}
