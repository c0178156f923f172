/** A record that does not hold the end of its connection: what came is judged, what may have come later is not. */
import { expect, test } from 'vitest';
import { fish } from '../dialects/fish/fish.ts';
import { stepsOf } from './corpus/draw.ts';
import { openLint } from './open-lint.ts';

function rules(lines: string, knowsEnd: boolean): string {
  const lint = openLint(fish);
  const reader = fish.openReader();
  for (const [i, { t, body }] of stepsOf(lines).entries()) {
    if (body === null) continue;
    const reading = body.kind === 'frame' ? reader.read(body) : null;
    lint.take({ seq: i + 1, t, ...body }, reading, reader.audioAsk());
  }
  lint.end(knowsEnd);
  return [...new Set(lint.findings().map(({ rule }) => rule))].sort().join(' ');
}

const spoken =
  '> start {"format": "wav"}\n> text "This is a text that is long enough for a flush of its own. "\n> flush\n';
// It claims 65,792 bytes of samples.
const head = '5249464624ffffff57415645666d7420100000000100010044ac000088580100020010006461746100010100';
const short = `${spoken}< audio hex:${head} 400`;

test.each([
  ['a last text', '> start\n> text "Are there any last words? "', 'A21', ''],
  ['a mistake that stands in it', '> text "Too early. "', 'A16', 'A16'],
  ['sound that is shorter than it claims', short, 'C03', ''],
  ['such sound, which the server called done', `${short}\n> stop\n< finish`, 'A61 C03', 'A61 C03'],
])('%s', (_name, lines, whole, cut) => {
  expect(rules(lines, true)).toBe(whole);
  expect(rules(lines, false)).toBe(cut);
});
