/** A replay as lines, for tests: `0.230 < audio`, `0.010 > text`, `1.000 ! text differs from byte 12 (entry 5)`, `2.000 x 1000 bye`. */

import { fakeClock } from '../../clock/fake.ts';
import type { Dialect, EventValue } from '../../dialects/dialect.ts';
import type { Entry } from '../../session/entry.ts';
import { openInMemory } from '../memory-host.ts';
import type { DataOpcode } from '../socket.ts';
import { replayBehaviour } from './replay-behaviour.ts';
import { type Score, scoreOf } from './score.ts';

/** An event of the client, a frame as it is (without an opcode: binary), milliseconds to let pass, or its own close. */
export type ClientMove = EventValue | Frame | Uint8Array | number | 'close';
type Frame = { opcode: DataOpcode; bytes: Uint8Array };

export type DrawnReplay = { lines: string[]; received: { opcode: DataOpcode; bytes: Uint8Array }[]; score: Score };

/** Replays what is in `entries` to a client that does `moves`; time goes on for `after` ms behind them. */
export async function drawReplay(
  dialect: Dialect,
  entries: readonly Entry[],
  moves: readonly ClientMove[],
  how: { speed?: number; after?: number } = {},
): Promise<DrawnReplay> {
  const score = scoreOf(
    { id: 's', upstream: 'test', dialect: dialect.id, startedAt: 0, via: 'node' },
    dialect,
    entries,
  );
  if ('code' in score) throw new Error(score.detail);
  const clock = fakeClock();
  const lines: string[] = [];
  const received: DrawnReplay['received'] = [];
  const say = (what: string) => lines.push(`${(clock.now() / 1000).toFixed(3)} ${what}`);
  const reader = dialect.openReader();
  const speaker = dialect.openReader();
  const client = openInMemory(
    (socket) =>
      replayBehaviour(score, {
        clock,
        speed: how.speed ?? 1,
        noted({ says, expected }, again) {
          if (again)
            lines.splice(
              lines.findLastIndex((line) => line.includes('than the recording: ignored')),
              1,
            );
          say(`! ${says}${expected === null ? '' : ` (entry ${expected})`}`);
        },
      })(socket),
    { clock } as never,
    { model: '' },
    {
      onFrame(opcode, bytes) {
        received.push({ opcode, bytes });
        say(`< ${reader.read({ dir: 'received', opcode, bytes }).event}`);
      },
      onClose: (code, reason) => say(`x ${code} ${reason}`.trim()),
    },
  );
  await clock.advance(0);
  for (const move of moves) {
    if (typeof move === 'number') await clock.advance(move);
    else if (move === 'close') client.close();
    else {
      const frame = frameOf(dialect, move);
      say(`> ${speaker.read({ dir: 'sent', ...frame }).event}`);
      client.send(frame.opcode, frame.bytes);
    }
  }
  await clock.advance(how.after ?? 5_000);
  client.close();
  if (clock.pending() > 0) lines.push(`${clock.pending()} timers left`);
  return { lines, received, score };
}

function frameOf(dialect: Dialect, move: Exclude<ClientMove, number>): Frame {
  if (move instanceof Uint8Array) return { opcode: 'binary', bytes: move };
  const isFrame = typeof move === 'object' && move !== null && 'opcode' in move;
  return isFrame ? (move as Frame) : dialect.encode(move as EventValue);
}
