/** Sessions put together by hand, for tests of what is made of a whole session. */
import { openAudioStream } from '../../../../audio/audio-stream.ts';
import { encodeUtf8 } from '../../../../bytes/utf8.ts';
import { realClock } from '../../../../clock/real.ts';
import type { AudioFormat, Dialect } from '../../../../dialects/dialect.ts';
import { dialectOf } from '../../../../dialects/registry.ts';
import { encodeMsgpack } from '../../../../msgpack/encode.ts';
import type { Direction, EntryBody, SessionHead } from '../../../../session/entry.ts';
import { CapturedSession } from '../../captured-session.ts';
import { HeldSession } from '../../held-session.ts';

export const toldHead: SessionHead = {
  id: 'a'.repeat(32),
  upstream: 'sandbox-fish',
  dialect: 'fish',
  startedAt: Date.UTC(2026, 4, 17, 9, 30, 5, 250),
  via: 'relay',
};

export const opening: readonly EntryBody[] = [
  { kind: 'dial', url: 'wss://told/v1/tts/live', headers: [{ name: 'model', value: 's1' }], via: 'relay' },
  { kind: 'handshake', status: 101, statusText: 'Switching Protocols', headers: [{ name: 'server', value: 'told' }] },
];
export const closing: EntryBody = { kind: 'close', by: 'peer', code: 1000, reason: encodeUtf8('done'), clean: true };

export function binaryFrame(dir: Direction, bytes: Uint8Array): EntryBody {
  return { kind: 'frame', dir, opcode: 'binary', bytes };
}

export function eventFrame(dir: Direction, event: object): EntryBody {
  return binaryFrame(dir, encodeMsgpack(event as never));
}

/** A session of these entries, 20 ms apart, read to its end. */
export function toldSession(bodies: readonly EntryBody[], head: Partial<SessionHead> = {}): HeldSession {
  const own = { ...toldHead, ...head };
  const session = new CapturedSession(own, dialectOf(own.dialect) as Dialect, `${own.upstream} 1`);
  const held = new HeldSession(session, realClock, openAudioStream, () => {});
  for (const [at, body] of bodies.entries()) held.take({ session: own.id, seq: at + 1, t: at * 20, body });
  held.track.end();
  return held;
}

/** One round for each of these, its sound cut into frames of `chunk` bytes. */
export function spokenRounds(
  sounds: readonly { format: AudioFormat; sampleRateHz: number; bytes: Uint8Array }[],
  chunk = 4096,
): EntryBody[] {
  return sounds.flatMap(({ format, sampleRateHz, bytes }) => {
    const audio: EntryBody[] = [];
    for (let at = 0; at < bytes.length; at += chunk) {
      audio.push(eventFrame('received', { event: 'audio', audio: bytes.slice(at, at + chunk), time: 1 }));
    }
    return [
      eventFrame('sent', { event: 'start', request: { text: '', format, sample_rate: sampleRateHz } }),
      eventFrame('sent', { event: 'text', text: 'The quick brown fox jumps over the lazy dog. ' }),
      eventFrame('sent', { event: 'flush' }),
      ...audio,
      eventFrame('received', { event: 'finish', reason: 'stop' }),
    ];
  });
}
