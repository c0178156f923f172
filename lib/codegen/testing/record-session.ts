/** Has a session over a real socket, with the console's own recorder, and gives its record: for tests. */
import { createHash } from 'node:crypto';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { realClock } from '../../clock/real.ts';
import type { Dialect, EventValue, Hole } from '../../dialects/dialect.ts';
import { Masker } from '../../session/mask.ts';
import { SessionLog } from '../../session/session-log.ts';
import { defaultLimits } from '../../transport/limits.ts';
import { createNodeDial } from '../../transport/node/dial.ts';
import { createTransport } from '../../transport/recorder.ts';

/** An event; a frame as it is; milliseconds; so many events of a name in all; no audio for so long; a close. */
export type Move =
  | { event: EventValue }
  | { raw: string | Uint8Array; holes?: Hole[] }
  | { ping: Uint8Array }
  | { wait: number }
  | { until: string; times?: number }
  | { quiet: number }
  | { close: number; reason?: string };

export type Recorded = { log: SessionLog; audioHash: string; audioBytes: number };

export async function recordSession(
  dialect: Dialect,
  base: string,
  moves: readonly Move[],
  { key = 'sk-test-0123456789abcdef', options = {}, path = dialect.paths[0] ?? '' } = {},
): Promise<Recorded> {
  const clock = realClock;
  const masker = new Masker();
  const known = masker.know(key, 'given');
  const log = new SessionLog({ id: 's', upstream: 'test', dialect: dialect.id, startedAt: 0, via: 'node' });
  const reader = dialect.openReader();
  const hash = createHash('sha256');
  const counts = new Map<string, number>();
  let [audioBytes, audioAt, over, open] = [0, 0, false, false];
  const dial = createNodeDial({ clock, limits: defaultLimits, guard: () => null });
  const connection = createTransport({ dial, clock, masker, limits: defaultLimits }).open(
    { dialect, base, plan: dialect.upgrade(path, options), key: known, via: 'node' },
    (t, body, masked) => {
      log.append(t, body, masked);
      if (body.kind === 'handshake') open = true;
      if (body.kind !== 'frame') return;
      const { event, audio } = reader.read(body);
      if (body.dir === 'sent') {
        audioAt = 0;
        return;
      }
      counts.set(event, (counts.get(event) ?? 0) + 1);
      if (audio === null) return;
      audioAt = clock.now();
      audioBytes += audio.end - audio.start;
      hash.update(body.bytes.subarray(audio.start, audio.end));
    },
    () => {
      over = true;
    },
  );
  const met = async (isMet: () => boolean) => {
    for (const end = clock.now() + 20_000; !isMet() && !over; ) {
      if (clock.now() > end) throw new Error('nothing came');
      await new Promise<void>((done) => void clock.after(2, done));
    }
  };
  await met(() => open);
  for (const move of moves) {
    if ('event' in move) {
      const { opcode, bytes, holes } = dialect.encode(move.event);
      connection.send(opcode, bytes, holes);
    } else if ('raw' in move) {
      const isText = typeof move.raw === 'string';
      connection.send(
        isText ? 'text' : 'binary',
        isText ? encodeUtf8(move.raw as string) : Uint8Array.from(move.raw as Uint8Array),
        move.holes ?? [],
      );
    } else if ('ping' in move) connection.send('ping', move.ping, []);
    else if ('until' in move) await met(() => (counts.get(move.until) ?? 0) >= (move.times ?? 1));
    else if ('quiet' in move) await met(() => audioAt > 0 && clock.now() - audioAt >= move.quiet);
    else if ('close' in move) connection.close(move.close, encodeUtf8(move.reason ?? ''));
    else {
      const end = clock.now() + move.wait;
      await met(() => clock.now() >= end);
    }
  }
  await met(() => over);
  return { log, audioHash: hash.digest('hex'), audioBytes };
}
