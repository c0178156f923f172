/** When the rules about the course of a session speak, and when they take it back. */
import { expect, test } from 'vitest';
import type { Dialect } from '../dialects/dialect.ts';
import { fish } from '../dialects/fish/fish.ts';
import { fishspeech } from '../dialects/fishspeech/fishspeech.ts';
import { stepsOf } from './corpus/draw.ts';
import { openLint } from './open-lint.ts';

/** `+A21 @10050` where a finding comes, `-A21` where it is taken back; `@end` for what the end of the record brings. */
function moments(dialect: Dialect, lines: string): string {
  const lint = openLint(dialect, null);
  const reader = dialect.openReader();
  const told: string[] = [];
  let before: readonly string[] = [];
  const note = (at: string) => {
    const now = lint.findings().map(({ key }) => key);
    const name = (key: string) => key.split('-')[0];
    told.push(...before.filter((key) => !now.includes(key)).map((key) => `-${name(key)} @${at}`));
    told.push(...now.filter((key) => !before.includes(key)).map((key) => `+${name(key)} @${at}`));
    before = now;
  };
  let seq = 0;
  for (const { t, body } of stepsOf(lines)) {
    if (body === null) lint.time(t);
    else lint.take({ seq: ++seq, t, ...body }, body.kind === 'frame' ? reader.read(body) : null, reader.audioAsk());
    note(String(t));
  }
  lint.end();
  note('end');
  return told.join(' ');
}

// The upgrade is written at 10 and 20 ms, so that the first frame stands at 30.
const words = '> start\n> text "Are there any last words? "';
const heard = `${words}\n> flush\n< audio mp3 400`;

test.each([
  ['A21 speaks after ten seconds of silence', `${words}\nwait 9000`, '+A21 @end'],
  ['not a moment before', `${words}\nwait 10000\n> flush`, '+A21 @10040 -A21 @10050'],
  ['stop takes it back', `${words}\nwait 12000\n> stop\nclose peer 1000`, '+A21 @10040 -A21 @12050 +A51 @12060'],
  [
    'what the server sends is no silence',
    `${words}\nwait 8000\n< {"event": "log", "message": "x"}\nwait 8000\n> flush`,
    '',
  ],
  [
    'it may come again with the next text',
    `${words}\nwait 11000\n> flush\n> text "More. "\nwait 11000\n> stop`,
    '+A21 @10040 -A21 @11050 +A21 @21060 -A21 @22070',
  ],
  [
    'each start may leave last words behind',
    `${words}\nwait 12000\n> start\n> text "More of them. "\nwait 12000`,
    '+A21 @10040 +A19 @12050 +A21 @22060',
  ],
  ['at the close it speaks at once', `${words}\nclose us 1000`, '+A21 @50 +A22 @50'],
  ['A22 speaks at the close, never before', `${heard}\nwait 60000\nclose us 1000`, '+A22 @60070'],
  ['A51 speaks at the close', `${heard}\n> stop\nclose network 1006`, '+A51 @80'],
  [
    'A26 is taken back by the first space',
    '> start\n> text "Hel"\n> text "lo"\n> text "wor"\n> text "ld"\n> text " again"',
    '+A26 @70 -A26 @80 +A21 @end',
  ],
  ['A32 speaks after two minutes', `${heard}\n> stop\n< finish\nwait 122000`, '+A32 @121080'],
  ['A25 waits for the first audio', `${words}\n> stop\nwait 3000\n< audio mp3 400`, '+A25 @3060'],
  [
    'A19 speaks with the second start, and not after finish',
    `${heard}\n> stop\n< finish\n> start\n> start`,
    '+A19 @100',
  ],
])('%s', (_name, lines, expected) => {
  expect(moments(fish, lines)).toBe(expected);
});

test('B11 speaks five seconds after stop, and not when stopped comes in time', () => {
  const opened = [
    'dial /v1/tts/ws?token=key#1.......',
    '< string {"event":"connected"}',
    '> string {"event":"start","token":"key#1.......","request":{"format":"mp3"}}',
    '< string {"event":"ready"}',
    '> string {"event":"stop"}',
  ].join('\n');
  const stopped = '< string {"event":"stopped"}';
  expect(moments(fishspeech, `${opened}\nwait 4000\n${stopped}\nwait 9000`)).toBe('+B03 @10');
  expect(moments(fishspeech, `${opened}\nwait 9000`)).toBe('+B03 @10 +B11 @6060');
});
