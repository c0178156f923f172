/** Timings as a table for a spreadsheet: a line for each frame. Nothing of what the frames say but the names of their events. */
import { visible } from '../../bytes/visible.ts';
import { crossedClient } from '../../session/client-view.ts';
import type { Direction } from '../../session/entry.ts';
import { csvLine } from './csv-cell.ts';
import type { ExportFormat, ExportSource } from './export-source.ts';

export const timingCsv: ExportFormat = {
  id: 'csv',
  name: 'CSV of timings',
  ending: 'csv',
  mediaType: 'text/csv',
  about: 'One line for each frame: when, which way, which event, how large, how much sound. No payloads.',
  make: csvLines,
};

const csvHead: readonly string[] = [
  'seq',
  't (ms)',
  'delta same direction (ms)',
  'direction',
  'opcode',
  'event',
  'bytes',
  'audio (bytes)',
  'audio (ms)',
  'round',
  'turn',
  'received by the page (ms)',
];

async function* csvLines(source: ExportSource): AsyncGenerator<string> {
  yield csvLine(csvHead);
  // As the log counts it: from the frame before it that went the same way.
  const before: Partial<Record<Direction, number>> = {};
  for (let seq = 1; seq <= source.length; seq++) {
    const entry = source.entry(seq);
    // A table of what the client sent and got.
    if (entry.kind !== 'frame' || !crossedClient(entry)) continue;
    const timing = source.timing(seq);
    const last = before[entry.dir];
    yield csvLine([
      seq,
      micro(entry.t),
      last === undefined ? null : micro(entry.t - last),
      entry.dir,
      entry.opcode,
      visible(timing?.kind ?? ''),
      entry.bytes.length,
      timing?.audioBytes ?? 0,
      timing?.audioMs == null ? null : micro(timing.audioMs),
      timing?.round ?? null,
      timing?.turn ?? null,
      micro(source.seen(seq)),
    ]);
    before[entry.dir] = entry.t;
  }
}

/** No digits that no clock has. */
function micro(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * 1000) / 1000;
}
