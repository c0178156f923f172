import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import type { CapturedSession } from './captured-session.ts';
import { drawnSession } from './drawn-session.ts';
import { entryText, searchFor } from './entry-search.ts';

const talk = `
dial
open
> start
> text Hello, Wörld 123,456
> text İstanbul at 5 \u212a
< log THINKING hard; naïve \ud83d\ude00 ok
< audio 8 x3
< broken
< ping
< finish
mark not kept: 1,200 frames
close 1000 Bye`;

function raw(session: CapturedSession, bytes: Uint8Array): void {
  session.append(900, { kind: 'frame', dir: 'received', opcode: 'text', bytes });
}

/** What the drawings cannot say: text that is no UTF-8, text cut at the limit, a match across it. */
function session(): CapturedSession {
  const made = drawnSession(talk);
  raw(made, Uint8Array.of(0x41, 0xff, 0x42, 0xc3, 0x43, 0xe2, 0x84, 0x4b, 0xed, 0xa0, 0x80, 0x49));
  raw(made, encodeUtf8(`${'x'.repeat(16_381)}Needle`));
  raw(made, encodeUtf8(`${'x'.repeat(16_378)}Needle and more`));
  // Beyond what a row's words quote of it.
  raw(made, encodeUtf8(`${'x'.repeat(300)}zzQWERTZ \u212ay q\u0130`));
  return made;
}

const needles = [
  ...[
    'hello',
    'HELLO',
    'o, w',
    'wörld',
    'ö',
    '123,456',
    'chars',
    'istanbul',
    'i',
    'k',
    ' k',
    '\u0307',
    'stanbul',
    '\u212a',
  ],
  ...[
    'thinking',
    'naïve',
    'na',
    '\ud83d\ude00',
    '\ud83d',
    ' ok',
    'audio',
    '8 b',
    '@@',
    'bytes',
    'ab',
    'a\ufffdb',
    'a',
    'c',
    'ck',
    'finish',
  ],
  ...[
    '1,200',
    'bye',
    'needle',
    'nee',
    'needle and',
    'qwertz',
    'ky',
    'qi',
    'get /v1',
    'log thin',
    'log\n',
    '\n',
    'switching',
    '"',
    '\u0000',
    ' ',
  ],
];

test.each(needles)('%j is found in the bytes where it is found in the text', (needle) => {
  const drawn = session();
  const [found, expected]: number[][] = [[], []];
  const search = searchFor(needle);
  for (let seq = 1; seq <= drawn.log.length; seq++) {
    if (search(drawn, seq)) found?.push(seq);
    if (entryText(drawn, seq).toLowerCase().includes(needle.toLowerCase())) expected?.push(seq);
  }
  expect(found).toEqual(expected);
});

test('the needles tell: each hit is of a payload, of the words, or of both', () => {
  const drawn = session();
  const hits = (needle: string) =>
    Array.from({ length: drawn.log.length }, (_, i) => i + 1).filter((seq) => searchFor(needle)(drawn, seq));
  expect([hits('needle'), hits('chars').length > 0, hits('5 k'), hits('nowhere')]).toEqual([[17], true, [5], []]);
});
