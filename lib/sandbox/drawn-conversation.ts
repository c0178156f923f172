/** Conversations as lines, for tests: `> text "Hi. "`, `< audio 1200 @250`, `x 1000`. Reads both dialects' frames by their bytes. */
import { frameHasher } from '../bytes/frame-hash.ts';
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';
import { fakeClock } from '../clock/fake.ts';
import { encodeMsgpack } from '../msgpack/encode.ts';
import { inspectMsgpack } from '../msgpack/inspect.ts';
import { type Field, type Fields, fieldsOfJson, fieldsOfTable } from './fields.ts';
import { openInMemory } from './memory-host.ts';
import { sandboxServer } from './servers.ts';
import type { DataOpcode } from './socket.ts';
import { parseSwitches } from './switches.ts';
import { toneVoice } from './tone-voice.ts';
import type { Voice } from './voice.ts';

export type Step = Record<string, unknown>;

/** A client event as its dialect's frame. */
export function frameOf(dialect: 'fish' | 'fishspeech', step: Step): { opcode: DataOpcode; bytes: Uint8Array } {
  return dialect === 'fish'
    ? { opcode: 'binary', bytes: encodeMsgpack(step) }
    : { opcode: 'text', bytes: encodeUtf8(JSON.stringify(step)) };
}

/** One server frame as a line; `time` only where the frame carries it. */
export function drawFrame(dialect: 'fish' | 'fishspeech', opcode: DataOpcode, bytes: Uint8Array): string {
  if (dialect === 'fishspeech' && opcode === 'binary') return `< ${bytes.length} bytes`;
  const event = eventOf(opcode, bytes);
  if (event === null) return `< ? ${opcode} ${bytes.length}`;
  const words = [...event].slice(1).map(([name, value]) => {
    if (value instanceof Uint8Array) return `${value.length}`;
    if (name === 'time') return `@${String(value)}`;
    if (name === 'alignment') return drawAlignment(value);
    if (name === 'chunk_seq') return `#${String(value)}`;
    if (name === 'chunk_audio_offset_sec') return `+${String(value)}`;
    return JSON.stringify(value);
  });
  return ['<', String(event.get('event')), ...words].join(' ');
}

/** `[Hello 0-0.42, there. 0.42-0.86 / 0.86]`; `-` for no news. */
function drawAlignment(value: Field): string {
  if (!(value instanceof Map)) return '-';
  const segments = (value.get('segments') as Fields[]).map(
    (one) => `${String(one.get('text'))} ${String(one.get('start'))}-${String(one.get('end'))}`,
  );
  return `[${segments.join(', ')} / ${String(value.get('audio_duration'))}]`;
}

/** The event a frame holds; null when it holds none. */
export function eventOf(opcode: DataOpcode, bytes: Uint8Array): Fields | null {
  return opcode === 'text' ? fieldsOfJson(decodeUtf8(bytes).text) : fieldsOfTable(inspectMsgpack(bytes), bytes);
}

/** A step is an event to send, a number of milliseconds to let pass, raw bytes of a binary frame, or a raw text frame. */
export type Move = Step | number | Uint8Array | string;

/**
 * Plays the client's moves against the dialect's behaviour on a fake clock and draws what came back. `switches` as in the
 * address: `strict=on,pace=1`. Time goes on for ten seconds after the last move.
 */
export async function converse(
  dialect: 'fish' | 'fishspeech',
  switches: string,
  moves: readonly Move[],
  voice: Voice = toneVoice(),
  path = '',
): Promise<string[]> {
  await frameHasher(); // loads its wasm, which no fake clock can hurry
  const clock = fakeClock();
  const pairs = switches === '' ? [] : switches.split(',').map((item) => item.split('=') as [string, string]);
  const parsed = parseSwitches(pairs);
  const server = sandboxServer(dialect);
  if ('code' in parsed || server === null) throw new Error('bad test');
  const lines: string[] = [];
  const client = openInMemory(
    server.behaviour,
    { clock, voice, switches: parsed },
    { model: '', path },
    {
      onFrame: (opcode, bytes) => lines.push(drawFrame(dialect, opcode, bytes)),
      onClose: (code, reason) => lines.push(reason === '' ? `x ${code}` : `x ${code} ${reason}`),
    },
  );
  for (const move of moves) {
    if (typeof move === 'number') await clock.advance(move);
    else if (typeof move === 'string') client.send('text', encodeUtf8(move));
    else if (move instanceof Uint8Array) client.send('binary', move);
    else {
      const { opcode, bytes } = frameOf(dialect, move);
      client.send(opcode, bytes);
    }
    await clock.advance(0);
  }
  await clock.advance(10_000);
  client.close();
  if (clock.pending() > 0) lines.push(`! ${clock.pending()} timers left`);
  return lines;
}
