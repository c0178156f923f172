'use client';
import { useMemo, useState } from 'react';
import { goToEntry } from '@/components/figures/go-to-entry.ts';
import { VisibleText } from '@/components/ui/visible-text.tsx';
import { useConsole, useFacade } from '@/components/workbench/console-context.tsx';
import type { NodeTable } from '@/lib/bytes/node-table.ts';
import type { Encoded } from '@/lib/dialects/dialect.ts';
import { legendOf, tintBytes } from './byte-tints.ts';
import { FieldList } from './field-list.tsx';
import { HexRows } from './hex-rows.tsx';
import { type SentDiff, sentDiff } from './sent-diff.ts';

const shownBytes = 2048;

/** A frame to be sent: hex, fields on demand, and how it differs from the last one of its `event` that was sent. `payload`: of a control frame, compared with none. */
export function FrameBytes({
  encoded,
  event = '',
  table,
  payload = false,
}: {
  encoded: Encoded;
  event?: string;
  table: NodeTable | null;
  payload?: boolean;
}) {
  const { bytes, holes, opcode } = encoded;
  const lastSent = useConsole((state) => state.lastSent);
  const tapped = useConsole(({ sessions, active }) => sessions.find(({ id }) => id === active)?.tap !== undefined);
  const [fields, setFields] = useState(false);
  const tinted = useMemo(() => tintBytes(bytes.length, table, holes), [bytes, table, holes]);
  const diff = useMemo(
    () => (payload ? null : sentDiff(encoded, event, lastSent, tapped)),
    [payload, encoded, event, lastSent, tapped],
  );
  const format = table === null ? `as ${opcode}` : table.format === 'json' ? 'JSON text' : 'MessagePack';
  return (
    <>
      {diff !== null && <Difference diff={diff} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="compose-hex" aria-label={`Bytes, ${format}`} tabIndex={0}>
        <HexRows bytes={bytes} tinted={tinted} limit={shownBytes} changes={diff?.changes ?? []} />
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
        {table !== null && (
          <button
            type="button"
            className="compose-fields-switch"
            aria-expanded={fields}
            onClick={() => setFields(!fields)}
          >
            Fields
          </button>
        )}
      </div>
      {fields && table !== null && <FieldList table={table} bytes={bytes} />}
    </>
  );
}

/** Where it differs from that frame; those bytes are underlined in the hex, and a bar stands where some are gone. */
function Difference({ diff }: { diff: SentDiff }) {
  const facade = useFacade();
  return (
    <p className="compose-diff" data-same={diff.same || undefined}>
      {diff.says}{' '}
      <button type="button" onClick={() => goToEntry(facade, diff.seq)}>
        frame {diff.seq}
      </button>
      {', '}
      <VisibleText text={diff.which} />
      {diff.places.length > 0 && <span className="compose-dim"> ({diff.places.join('; ')})</span>}.
    </p>
  );
}
