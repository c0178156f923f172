'use client';
import './bytes-panel.css';
import { type ReactNode, useMemo } from 'react';
import { visible } from '@/lib/bytes/visible.ts';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { type Problem, placedDetail } from '@/lib/problem/problem.ts';
import { legendOf, tintBytes } from './byte-tints.ts';
import { useDraft, useOutline, useSupplies } from './composer-hooks.ts';
import { HexRows } from './hex-rows.tsx';
import { stepUnder } from './outline.ts';
import { type Preview, previewOf } from './preview.ts';

const shownBytes = 2048;

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
  return <Shown preview={preview} />;
}

function Shown({ preview }: { preview: Preview }) {
  const where = `line ${preview.step.step.line}, ${visible(preview.step.name)}`;
  if (preview.kind === 'directive') {
    return (
      <Panel where={where}>
        <p className="compose-bytes-says">
          {sentence(visible(preview.step.says))} <span className="compose-dim">Nothing crosses the wire.</span>
        </p>
      </Panel>
    );
  }
  if (preview.kind === 'unsendable') {
    return (
      <Panel where={where}>
        <Wrong lead="Cannot be sent:" problems={[preview.problem]} />
      </Panel>
    );
  }
  return <Frame where={where} preview={preview} />;
}

function Frame({ where, preview }: { where: string; preview: Preview & { kind: 'frame' } }) {
  const { encoded, table, although } = preview;
  const { bytes, holes, opcode } = encoded;
  const tinted = useMemo(() => tintBytes(bytes.length, table, holes), [bytes, table, holes]);
  const format = opcode === 'binary' ? 'MessagePack' : 'JSON text';
  return (
    <Panel where={where} size={`${bytes.length.toLocaleString('en')} B`}>
      {although.length > 0 ? <Wrong lead="Will be sent although:" problems={although} /> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="compose-hex" aria-label={`Bytes, ${format}`} tabIndex={0}>
        <HexRows bytes={bytes} tinted={tinted} limit={shownBytes} />
        {bytes.length > shownBytes ? (
          <p className="compose-dim">and {(bytes.length - shownBytes).toLocaleString('en')} more bytes</p>
        ) : null}
      </section>
      <div className="compose-legend">
        {legendOf(tinted, table).map(({ tint, words }) => (
          <span key={tint}>
            <i data-tint={tint} aria-hidden="true" />
            {words}
          </span>
        ))}
        <span className="compose-legend-format">{format}</span>
      </div>
    </Panel>
  );
}

function Panel({ where, size, children }: { where?: string; size?: string; children: ReactNode }) {
  return (
    <section className="compose-bytes" aria-label="Bytes before sending">
      <div className="compose-bytes-head">
        <h3>Bytes before sending</h3>
        <span className="compose-bytes-where">{where}</span>
        {size === undefined ? null : <span className="compose-bytes-size">{size}</span>}
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
