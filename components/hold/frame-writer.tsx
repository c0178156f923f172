'use client';
import '../compose/bytes-panel.css';
import { useId, useMemo } from 'react';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { type Problem, placedDetail } from '@/lib/problem/problem.ts';
import type { Supplies } from '@/lib/scenario/event-value.ts';
import type { Leg } from '@/lib/session/entry.ts';
import { FrameBytes } from '../compose/frame-bytes.tsx';
import { ProblemCard } from '../ui/problem-card.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { asHex, asStep, type Written, type WrittenFrame, writtenFrame } from './written-frame.ts';

const ways = [
  { value: 'step' as const, show: 'As an event' },
  { value: 'hex' as const, show: 'As hex' },
];
const opcodes = [
  { value: 'binary' as const, show: 'binary' },
  { value: 'text' as const, show: 'text' },
];

/** What the written text is as a frame for that peer, or why it is none. */
export function useFrame(written: Written, to: Leg, dialect: Dialect | null, supplies: Supplies) {
  return useMemo(
    () => (dialect === null ? null : writtenFrame(written, to, dialect, supplies)),
    [written, to, dialect, supplies],
  );
}

/** One frame being written: a step of the editor, or hex; below it its bytes, or what keeps it from having any. */
export function FrameWriter({
  label,
  written,
  frame,
  onWritten,
}: {
  label: string;
  written: Written;
  frame: WrittenFrame | Problem | null;
  onWritten: (written: Written) => void;
}) {
  const id = useId();
  // Where nothing is written yet, nothing is wrong yet.
  const empty = written.text.trim() === '';
  const wrong = frame !== null && 'code' in frame && !empty ? frame : null;
  const made = frame !== null && 'encoded' in frame ? frame : null;
  const change = (as: Written['as']) => {
    if (as === written.as) return;
    if (as === 'step') onWritten(asStep(written));
    else if (empty) onWritten({ ...written, as });
    else if (made !== null) onWritten(asHex(written, made.encoded));
  };
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Segmented label={`${label}, how it is written`} value={written.as} options={ways} onChange={change} />
        {written.as === 'hex' && (
          <Segmented
            label="Opcode"
            value={written.opcode}
            options={opcodes}
            onChange={(opcode) => onWritten({ ...written, opcode })}
          />
        )}
        {empty && written.as === 'step' && <span className="text-fg2">one event is expected here, or one $raw</span>}
        {made !== null && (
          <span className="text-fg2">
            {made.encoded.bytes.length.toLocaleString('en')} B, <VisibleText text={made.meaning} />
          </span>
        )}
      </div>
      <textarea
        aria-label={label}
        aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? undefined : id}
        value={written.text}
        rows={Math.min(12, Math.max(3, written.text.split('\n').length))}
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => onWritten({ ...written, text: target.value })}
        className="w-full resize-y rounded-ctl border border-line2 bg-bg0 px-2 py-1 font-mono text-code text-fg"
      />
      {wrong !== null && (
        <div id={id}>
          <ProblemCard problem={wrong} showsCode={false} />
        </div>
      )}
      {made !== null && made.although.length > 0 && (
        <p className="text-warn-text">
          Will be sent although: <VisibleText text={made.although.slice(0, 3).map(placedDetail).join('; ')} />
        </p>
      )}
      {made !== null && (
        <section aria-label="Bytes as they go on" className="rounded-card border border-line bg-bg2 px-3 py-2">
          <FrameBytes encoded={made.encoded} table={made.table} payload />
        </section>
      )}
    </div>
  );
}
