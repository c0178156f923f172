import { toHex } from '@/lib/bytes/hex.ts';
import type { Change } from './byte-diff.ts';
import { type ByteTints, type Run, runsOf } from './byte-tints.ts';

const perRow = 16;

/**
 * Hex of the first `limit` bytes, 16 a row with a gap in the middle, coloured by the value each byte belongs to; `changes` are
 * underlined.
 */
export function HexRows({
  bytes,
  tinted,
  limit,
  changes,
}: {
  bytes: Uint8Array;
  tinted: ByteTints;
  limit: number;
  changes: readonly Change[];
}) {
  const shown = Math.min(bytes.length, limit);
  const rows: number[] = [];
  for (let at = 0; at < shown; at += perRow) rows.push(at);
  return rows.map((at) => {
    const half = Math.min(at + perRow / 2, shown);
    const end = Math.min(at + perRow, shown);
    return (
      <div key={at} className="compose-hex-row">
        <span className="compose-hex-offset">{at.toString(16).toUpperCase().padStart(3, '0')}</span>
        <Half bytes={bytes} runs={runsOf(tinted, at, half, changes)} />
        <Half bytes={bytes} runs={runsOf(tinted, half, end, changes)} />
      </div>
    );
  });
}

function Half({ bytes, runs }: { bytes: Uint8Array; runs: readonly Run[] }) {
  return (
    <span className="compose-hex-half">
      {runs.map((run) => (
        <span
          key={run.from}
          data-tint={run.tint}
          data-starts={run.starts || undefined}
          data-differs={run.differs || undefined}
          data-gap={run.gap || undefined}
        >
          {toHex(bytes.subarray(run.from, run.to), ' ').toUpperCase()}
        </span>
      ))}
    </span>
  );
}
