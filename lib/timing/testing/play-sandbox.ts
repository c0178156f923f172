/** Plays a client's moves against a sandbox in memory, on a fake clock, and times what comes. Its voice is a tone per character. */
import { frameHasher } from '../../bytes/frame-hash.ts';
import { fakeClock } from '../../clock/fake.ts';
import type { Dialect, EventValue } from '../../dialects/dialect.ts';
import { openInMemory } from '../../sandbox/memory-host.ts';
import { sandboxServer } from '../../sandbox/servers.ts';
import { defaultSwitches, type Switches } from '../../sandbox/switches.ts';
import { toneVoice } from '../../sandbox/tone-voice.ts';
import type { EntryBody } from '../../session/entry.ts';
import { openTiming, type SessionTiming } from '../session-timing.ts';

/** An event to send, or milliseconds to let pass. */
export type Move = EventValue | number;

/** 16-bit samples at the rate that is asked for by default; the tone voice makes them whatever the format. */
const bytesPerSecond = 2 * 44_100;
const stepMs = 1;

export async function playSandbox(
  dialect: Dialect,
  switches: Partial<Switches>,
  moves: readonly Move[],
): Promise<SessionTiming> {
  await frameHasher();
  const server = sandboxServer(dialect.id);
  if (server === null) throw new Error(`no sandbox for ${dialect.id}`);
  const clock = fakeClock();
  const timing = openTiming(dialect);
  const reader = dialect.openReader();
  let seq = 0;
  const take = (body: EntryBody) => {
    seq++;
    const reading = body.kind === 'frame' ? reader.read(body) : null;
    timing.take({ seq, t: clock.now(), ...body }, reading);
    const bytes = reading?.audio == null ? 0 : reading.audio.end - reading.audio.start;
    if (bytes > 0) timing.sound({ seq, seconds: bytes / bytesPerSecond, audibleS: 0 });
  };
  const client = openInMemory(
    server.behaviour,
    { clock, voice: toneVoice(), switches: { ...defaultSwitches, ...switches } },
    { model: '' },
    {
      onFrame: (opcode, bytes) => take({ kind: 'frame', dir: 'received', opcode, bytes }),
      onClose: (code) => take({ kind: 'close', by: 'peer', code, reason: new Uint8Array(0), clean: true }),
    },
  );
  for (const move of moves) {
    if (typeof move !== 'number') {
      const { opcode, bytes } = dialect.encode(move);
      take({ kind: 'frame', dir: 'sent', opcode, bytes });
      client.send(opcode, bytes);
      continue;
    }
    // In small steps, so that what was promised meanwhile is kept on time.
    for (let ms = 0; ms < move; ms += stepMs) await clock.advance(stepMs);
    timing.time(clock.now());
  }
  client.close();
  return timing;
}
