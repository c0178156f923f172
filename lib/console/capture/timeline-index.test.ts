import { expect, test } from 'vitest';
import { drawnSession } from './drawn-session.ts';
import { homeOf, TimelineIndex } from './timeline-index.ts';

const drawing = `
dial @0
open @12
> start @13
> text Hello there @20
> flush @20
< log heard @31
< audio 400 @50
< audio 800 x3 @50
< audio 1600 x40 @77
mark held up @80
> stop @81
< audio 200 x900
< finish
close 1000 bye
`;
const session = drawnSession(drawing);
const { log } = session;

function read(step: number): TimelineIndex {
  const index = new TimelineIndex();
  while (!index.catchUp(session, step));
  return index;
}

test('each entry is in exactly one lane, each received audio frame in that of the audio besides', () => {
  const { lanes } = read(1000);
  expect(lanes.sent.count + lanes.received.count + lanes.marks.count).toBe(log.length);
  expect([lanes.sent.count, lanes.marks.count, lanes.audio.count]).toEqual([5, 1, 944]);
  expect(homeOf(session, log.length)).toBe('received');
});

test.each([1, 3, 97, 1400])(
  'in %i columns each entry of the window is in exactly one, and sums are those of the log',
  (columns) => {
    const { lanes } = read(7);
    for (const [fromMs, toMs] of [
      [0, log.tOf(log.length) + 1],
      [20, 77],
      [50, 50.5],
      [33.3, 5000.7],
    ] as const) {
      const inSight = Array.from({ length: log.length }, (_, i) => i + 1).filter(
        (seq) => log.tOf(seq) >= fromMs && log.tOf(seq) < toMs,
      );
      for (const name of ['sent', 'received', 'marks'] as const) {
        const own = inSight.filter((seq) => homeOf(session, seq) === name);
        const { counts, bytes, first } = lanes[name].columns(fromMs, toMs, columns);
        expect(counts.reduce((a, b) => a + b, 0)).toBe(own.length);
        expect(bytes.reduce((a, b) => a + b, 0)).toBe(own.reduce((sum, seq) => sum + log.sizeOf(seq), 0));
        // The first of each column, and how many follow it, name every entry once.
        const told = [...first].flatMap((seq, at) => {
          const start = own.indexOf(seq);
          return counts[at] === 0 ? [] : own.slice(start, start + (counts[at] as number));
        });
        expect(told).toEqual(own);
      }
      const audio = inSight.filter((seq) => session.isReceivedAudio(seq));
      const { bytes } = lanes.audio.columns(fromMs, toMs, columns);
      expect(bytes.reduce((a, b) => a + b, 0)).toBe(audio.reduce((sum, seq) => sum + session.audioOf(seq).length, 0));
    }
  },
);
