/** Evidence made of entries alone, for tests: read by the dialect, timed; findings and sound are given by hand. */
import type { Dialect, Reading } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import type { Finding } from '../../dialects/rule.ts';
import type { Entry, EntryBody, Masked } from '../../session/entry.ts';
import { openTiming } from '../../timing/session-timing.ts';
import type { Evidence, HeardSound } from '../evidence.ts';

export type Drawn = { t: number; body: EntryBody; masked?: Masked[] };

const silence: HeardSound = {
  seconds: 0,
  sampleRateHz: 0,
  troubles: [],
  *encoded() {},
  samples: async () => new Float32Array(0),
};

export function evidenceOfEntries(
  drawn: readonly Drawn[],
  more: { findings?: readonly Finding[]; sound?: Partial<HeardSound>; dialect?: string; over?: boolean } = {},
): Evidence {
  const dialect = dialectOf(more.dialect ?? 'fish') as Dialect;
  const reader = dialect.openReader();
  const timing = openTiming(dialect);
  const readings: (Reading | null)[] = [];
  const entries = drawn.map(({ t, body, masked }, i): Entry => {
    const entry: Entry = { seq: i + 1, t, ...(masked === undefined ? {} : { masked }), ...body };
    const reading = entry.kind === 'frame' ? reader.read(entry) : null;
    readings.push(reading);
    timing.take(entry, reading);
    return entry;
  });
  if (more.over === true) timing.end();
  const at = (seq: number) => entries[seq - 1] as Entry;
  return {
    length: () => entries.length,
    entry: at,
    reading: (seq) => readings[seq - 1] ?? null,
    fields(seq) {
      const [entry, reading] = [at(seq), readings[seq - 1]];
      return entry.kind === 'frame' && reading != null ? dialect.inspect(entry, reading) : null;
    },
    settled: async () => {},
    findings: () => more.findings ?? [],
    timing: () => timing.view(),
    sound: () => ({ ...silence, ...more.sound }),
  };
}
