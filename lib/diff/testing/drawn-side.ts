/** Sides of a diff, for tests: drawn as `lib/lint/corpus/draw.ts` has it, or of entries; sound is that of bare samples at 8,000 Hz. */
import { concatBytes } from '../../bytes/concat.ts';
import type { Dialect, Reading } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import type { Finding } from '../../dialects/rule.ts';
import { stepsOf } from '../../lint/corpus/draw.ts';
import type { Entry } from '../../session/entry.ts';
import { openTiming } from '../../timing/session-timing.ts';
import type { DiffSide } from '../diff-side.ts';

const hz = 8000;
/** So many samples a block: no multiple of anything that is compared. */
const blockSamples = 777;

export type DrawnMore = { findings?: readonly Finding[]; dialect?: string };

/** `edit` changes the entries before they are read. */
export function drawnSide(lines: string, edit: (entries: Entry[]) => Entry[] = (all) => all): DiffSide {
  const drawn = stepsOf(lines).flatMap(({ t, body }) => (body === null ? [] : [{ t, ...body }]));
  return sideOfEntries(edit(drawn.map((body, i): Entry => ({ seq: i + 1, ...body }))));
}

export function sideOfEntries(entries: readonly Entry[], more: DrawnMore = {}): DiffSide {
  const dialect = dialectOf(more.dialect ?? 'fish') as Dialect;
  const reader = dialect.openReader();
  const timing = openTiming(dialect);
  const readings: (Reading | null)[] = [];
  const pieces: Uint8Array[] = [];
  for (const entry of entries) {
    const reading = entry.kind === 'frame' ? reader.read(entry) : null;
    readings.push(reading);
    timing.take(entry, reading);
    if (entry.kind !== 'frame' || reading?.audio == null || entry.dir === 'sent') continue;
    pieces.push(entry.bytes.subarray(reading.audio.start, reading.audio.end));
  }
  timing.end();
  const samples = samplesOf(concatBytes(pieces));
  return {
    length: () => entries.length,
    entry: (seq) => entries[seq - 1] as Entry,
    reading: (seq) => readings[seq - 1] ?? null,
    fields(seq) {
      const [entry, reading] = [entries[seq - 1], readings[seq - 1]];
      return entry?.kind === 'frame' && reading != null ? dialect.inspect(entry, reading) : null;
    },
    findings: () => more.findings ?? [],
    timing: () => timing.view(),
    sound: () => ({
      seconds: samples.length / hz,
      samples: samples.length,
      sampleRateHz: samples.length === 0 ? 0 : hz,
      encoded: () => pieces,
      async *blocks() {
        for (let at = 0; at < samples.length; at += blockSamples)
          yield { samples: samples.subarray(at, at + blockSamples), sampleRateHz: hz };
      },
    }),
  };
}

function samplesOf(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length >> 1 }, (_, i) => view.getInt16(2 * i, true) / 32768);
}
