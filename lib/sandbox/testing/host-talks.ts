/** Conversations that every host must carry alike, and what plays them over anything that behaves like a client's socket. */
import { createHash } from 'node:crypto';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { realClock } from '../../clock/real.ts';
import { drawFrame, frameOf, type Step } from '../drawn-conversation.ts';
import { stampedPath } from '../fish/stamps.ts';
import { openInMemory } from '../memory-host.ts';
import { sandboxServer } from '../servers.ts';
import type { DataOpcode } from '../socket.ts';
import { parseSwitches } from '../switches.ts';
import type { Voice } from '../voice.ts';

export type Dialect = 'fish' | 'fishspeech';
/** An event, a raw binary frame, a raw text frame, or a line to wait for: one that came after the last one waited for. */
export type TalkMove = Step | Uint8Array | string | RegExp;
/** `ends`: the line after which all has been said. */
export type Talk = { dialect: Dialect; switches: string; path: string; moves: TalkMove[]; ends: RegExp };

export type LineEvents = {
  onFrame(opcode: DataOpcode, bytes: Uint8Array): void;
  onClose(code: number, reason: string): void;
};
export type Line = { send(opcode: DataOpcode, bytes: Uint8Array): void; close(): void };
/** Resolves when the line is open. */
export type OpenLine = (talk: Talk, events: LineEvents) => Promise<Line>;

const start = (more: object = {}) => ({
  event: 'start',
  request: { text: '', format: 'pcm', sample_rate: 8000, latency: 'low', ...more },
});
const text = (words: string) => ({ event: 'text', text: words });
const say = [
  text('A first sentence. And a second, '),
  text('which is longer. '),
  { event: 'flush' },
  text('The rest.'),
];
const stop = { event: 'stop' };
/** Each frame waits for what the one before it brought: the server's notes must not fall between other pieces of sound. */
const explained: TalkMove[] = [
  { ...start(), debug: true },
  ...say.slice(0, 2).flatMap((event) => [event, /buffered/]),
  { event: 'flush' },
  /@40$/, // the last piece
  text('The rest.'),
  /9 characters buffered/,
  stop,
];
const ready = { event: 'start', token: 'x', request: { format: 'wav', latency: 'balanced' } };
const garbage = Uint8Array.of(0xc1, 0, 0xff);

const fish = (name: string, switches: string, moves: TalkMove[], ends: RegExp, path = '/v1/tts/live') =>
  [`fish: ${name}`, { dialect: 'fish', switches: `firstAudioMs=0,${switches}`, path, moves, ends }] as [string, Talk];
const fishspeech = (name: string, switches: string, moves: TalkMove[], ends: RegExp) => {
  const talk = { dialect: 'fishspeech', switches: `firstAudioMs=0,${switches}`, path: '/v1/tts/ws', moves, ends };
  return [`fishspeech: ${name}`, talk] as [string, Talk];
};

export const talks: readonly [string, Talk][] = [
  fish('flush and stop', 'pace=0', [start(), ...say, stop], /^< finish/),
  fish('explained', 'pace=0', explained, /^< finish/),
  fish('with timestamps', 'pace=0', [start(), ...say, stop], /^< finish/, stampedPath),
  fish(
    'a second session on the socket',
    'pace=0,seed=2',
    [start(), ...say, stop, /^< finish/, start(), text('More.'), stop],
    /^< finish/,
  ),
  fish(
    'closed after finish',
    'pace=0,afterFinish=close,afterFinishCode=1005,afterFinishMs=5',
    [start(), ...say, stop],
    /^x 1005/,
  ),
  fish(
    'what is not understood is ignored',
    'pace=0',
    ['{"event":"start"}', garbage, start(), garbage, text('Hi.'), stop],
    /^< finish/,
  ),
  fish('refused in words', 'maxConcurrency=8', [start()], /^x 1000/),
  fish('strict about the order', 'strict=on', [text('too early')], /^x 1000/),
  fish(
    'a close with a reason',
    'pace=0,closeCode=1008,closeReason=enough%20%C2%B7%20genug,after=1',
    [start(), ...say, stop],
    /^x 1008/,
  ),
  fish('a loss', 'pace=0,drop=2', [start(), ...say, stop], /^x 1006/),
  fish(
    'broken on purpose',
    'pace=0,chunkBytes=2000,fault=drip:500:1+flip:9@2+unknown-event@3+duplicate@5+close:4001:broken%20on%20purpose@9',
    [start(), ...say, stop],
    /^x 4001/,
  ),
  fish('many frames, then a close', 'flood=0x200x50', [start()], /^x 1000 flood/),
  fishspeech('two texts', 'pace=0', [ready, text('One text.'), text('Another text.')], /^< done "Another/),
  fishspeech(
    'one file for each text',
    'pace=0,stream=text,perAudio=2',
    [ready, text('One text.'), text('Another.')],
    /^< done "Another/,
  ),
  fishspeech(
    'stopped while speaking',
    'pace=100',
    [ready, text('One text that is long enough.'), /bytes$/, stop, /^< stopped/, text('On.')],
    /^< done "On/,
  ),
  fishspeech(
    'errors leave it open',
    'pace=0',
    ['{', garbage, text('early'), { event: 'nonsense' }, ready, text('')],
    /^< done ""/,
  ),
  fishspeech(
    'a close with a reason',
    'pace=0,closeCode=4001,closeReason=gone,after=1',
    [ready, text('One text that is long enough.')],
    /^x 4001/,
  ),
  fishspeech(
    'broken on purpose',
    'pace=0,fault=wrong-type:message+two-in-one+reset@2',
    [ready, text('One text that is long enough.')],
    /^x 1006/,
  ),
  fishspeech('a loss', 'pace=0,drop=1', [ready, text('One text that is long enough.')], /^x 1006/),
  fishspeech('many frames, then a close', 'flood=0x200x50', [ready], /^x 1000 flood/),
];

/** What came back, one line a frame: `< audio 1200 @250 7f83b1...`, its opcode and all its bytes by their hash; the end: `x 1008 enough`. */
export async function transcriptOf(talk: Talk, open: OpenLine): Promise<string[]> {
  const lines: string[] = [];
  let seen = 0;
  let arrived = () => {};
  const add = (line: string) => {
    lines.push(line);
    arrived();
  };
  const line = await open(talk, {
    onFrame(opcode, bytes) {
      const hash = createHash('sha256').update(opcode).update(bytes).digest('hex');
      add(`${drawFrame(talk.dialect, opcode, bytes).slice(0, 120)}\t${hash}`);
    },
    onClose: (code, reason) => add(`x ${code} ${reason}`.trim()),
  });
  const until = async (pattern: RegExp) => {
    for (;;) {
      const at = lines.findIndex((one, i) => i >= seen && pattern.test(one.split('\t')[0] as string));
      seen = at === -1 ? lines.length : at + 1;
      if (at !== -1) return;
      if (lines.at(-1)?.startsWith('x')) throw new Error(`ended without ${pattern}:\n${lines.join('\n')}`);
      await new Promise<void>((resolve) => {
        arrived = resolve;
      });
    }
  };
  for (const move of talk.moves) {
    if (move instanceof RegExp) await until(move);
    else if (typeof move === 'string') line.send('text', encodeUtf8(move));
    else {
      const { opcode, bytes } =
        move instanceof Uint8Array ? { opcode: 'binary' as const, bytes: move } : frameOf(talk.dialect, move);
      line.send(opcode, bytes);
    }
  }
  await until(talk.ends);
  line.close();
  return lines;
}

/** The measure for all: nothing between client and behaviour. */
export const inMemory =
  (voice: Voice): OpenLine =>
  async (talk, events) => {
    const switches = parseSwitches(
      talk.switches.split(',').map((item) => item.split('=').map(decodeURIComponent) as [string, string]),
    );
    const server = sandboxServer(talk.dialect);
    if ('code' in switches || server === null) throw new Error('bad talk');
    const world = { clock: realClock, voice, switches };
    return openInMemory(server.behaviour, world, { model: '', path: talk.path }, events);
  };
