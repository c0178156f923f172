'use client';
import './bytes-panel.css';
import { type ReactNode, useMemo } from 'react';
import { counted } from '@/lib/bytes/quantity.ts';
import { visible } from '@/lib/bytes/visible.ts';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { type Problem, placedDetail } from '@/lib/problem/problem.ts';
import { useDraft } from './composer-hooks.ts';
import { FrameBytes } from './frame-bytes.tsx';
import { stepUnder } from './outline.ts';
import { useOutline, useSupplies } from './outline-hooks.ts';
import { PieceList } from './piece-list.tsx';
import { type Preview, previewOf } from './preview.ts';

/** Below the editor: what the step under the caret becomes on the wire, and what is wrong with it. */
export function BytesPanel({ dialect }: { dialect: Dialect | null }) {
  const { caret } = useDraft();
  const outline = useOutline();
  const supplies = useSupplies();
  const step = stepUnder(outline, caret);
  const preview = useMemo(
    () => (step === null || dialect === null ? null : previewOf(step, dialect, supplies)),
    [step, dialect, supplies],
  );
  if (preview === null) {
    const why =
      outline.problems.length > 0 ? 'No step can be read here yet.' : 'No step yet. Insert a template to begin.';
    return (
      <Panel>
        <p className="compose-bytes-says">{dialect === null ? 'Reading the protocol.' : why}</p>
      </Panel>
    );
  }
  return (
    <Panel where={`line ${preview.step.step.line}, ${visible(preview.step.name)}`} size={sizeOf(preview)}>
      <Shown preview={preview} />
    </Panel>
  );
}

function sizeOf(preview: Preview): string | null {
  const bytes = (count: number) => `${count.toLocaleString('en')} B`;
  if (preview.kind === 'frame') return bytes(preview.encoded.bytes.length);
  if (preview.kind === 'control') return bytes(preview.bytes.length);
  return preview.kind === 'pieces' && preview.totalBytes !== null ? bytes(preview.totalBytes) : null;
}

function Shown({ preview }: { preview: Preview }) {
  switch (preview.kind) {
    case 'directive':
      return (
        <p className="compose-bytes-says">
          {sentence(visible(preview.step.says))} <span className="compose-dim">{crosses(preview)}</span>
        </p>
      );
    case 'unsendable':
      return <Wrong lead="Cannot be sent:" problems={[preview.problem]} />;
    case 'pieces':
      return (
        <>
          <p className="compose-bytes-says">
            {counted(preview.pieces.length, 'piece')}, each an event of its own: {sentence(visible(preview.step.says))}
          </p>
          <PieceList pieces={preview.pieces} />
          {preview.first?.kind === 'frame' && (
            <FrameBytes encoded={preview.first.encoded} event={preview.first.event} table={preview.first.table} />
          )}
        </>
      );
    case 'control':
      return (
        <>
          <p className="compose-bytes-says">{sentence(visible(preview.step.says))}</p>
          {preview.bytes.length > 0 && (
            <FrameBytes encoded={{ opcode: 'binary', bytes: preview.bytes, holes: [] }} table={null} payload />
          )}
        </>
      );
    case 'frame':
      return (
        <>
          {preview.although.length > 0 ? <Wrong lead="Will be sent although:" problems={preview.although} /> : null}
          <FrameBytes encoded={preview.encoded} event={preview.event} table={preview.table} />
        </>
      );
  }
}

function crosses({ step }: Preview): string {
  const { kind } = step.step;
  return kind === 'repeat' || kind === 'parallel'
    ? 'The bytes are those of the steps inside.'
    : 'Nothing crosses the wire.';
}

function Panel({ where, size = null, children }: { where?: string; size?: string | null; children: ReactNode }) {
  return (
    <section className="compose-bytes" aria-label="Bytes before sending">
      <div className="compose-bytes-head">
        <h3>Bytes before sending</h3>
        <span className="compose-bytes-where">{where}</span>
        {size === null ? null : <span className="compose-bytes-size">{size}</span>}
      </div>
      {children}
    </section>
  );
}

function Wrong({ lead, problems }: { lead: string; problems: readonly Problem[] }) {
  return (
    <div className="compose-wrong">
      <b>{lead}</b>
      <ul>
        {problems.slice(0, 5).map((each) => (
          <li key={`${each.code} ${each.at?.field ?? ''} ${each.detail}`} title={visible(each.hint)}>
            {visible(placedDetail(each))}
          </li>
        ))}
        {problems.length > 5 ? <li>and {problems.length - 5} more</li> : null}
      </ul>
    </div>
  );
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
