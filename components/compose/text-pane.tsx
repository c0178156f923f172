'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { type EditorKind, EditorSlot } from './editor-slot.tsx';
import { leaveKeys } from './leave-keys.ts';
import type { TabKey } from './monaco/tab-passing.ts';
import { useShownDialect } from './shown-dialect.ts';

/** What reads the text comes after the first paint: with it come the protocols. */
const TextPanels = dynamic(() => import('./text-panels.tsx').then((module) => module.TextPanels), {
  ssr: false,
  loading: () => <div className="compose-coming" />,
});

/** The session as text: editor, steps, and the bytes they will be. */
export function TextPane() {
  const dialect = useShownDialect();
  const [kind, setKind] = useState<EditorKind>('coming');
  const [tab, setTab] = useState<TabKey>('away');
  const [invalid, setInvalid] = useState(false);
  const plain = kind === 'plain';
  return (
    <>
      <EditorSlot
        dialect={dialect}
        describedBy={plain ? 'compose-keys compose-text-notes' : 'compose-keys'}
        invalid={plain && invalid}
        onEditor={setKind}
        onTab={setTab}
      />
      <p id="compose-keys" className="sr-only">
        Control Enter sends the step under the caret, Control Alt Enter runs from there, Control Shift Enter runs all
        steps.
      </p>
      <TextPanels dialect={dialect} plain={plain} hint={keyHint(kind, tab)} onInvalid={setInvalid} />
    </>
  );
}

function keyHint(kind: EditorKind, tab: TabKey): string {
  if (kind !== 'rich' || tab === 'away') return 'Ctrl+Enter sends';
  return tab === 'passing' ? 'Tab moves on' : `${leaveKeys()} lets Tab leave`;
}
