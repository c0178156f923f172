/** A session of Fish Audio's protocol drawn as moves, as goals see it: for tests that need no server. */
import type { Role } from '../../dialects/dialect.ts';
import type { Finding } from '../../dialects/rule.ts';
import type { TimingView, TurnView } from '../../timing/timing-view.ts';
import type { LessonFrame, LessonSession } from '../lesson.ts';

/** `[0, { event: 'start', request: {} }]`, `[250, 'audio']` (50 bytes), or a server's event as it stands. */
export type Move = readonly [t: number, event: 'audio' | ({ event: string } & Record<string, unknown>)];

type Rest = { id?: string; timeMs?: number; isOver?: boolean; dialect?: string; findings?: readonly Finding[] };

const sentEvents = ['start', 'text', 'flush', 'stop'];
const roles: Readonly<Record<string, Role>> = {
  start: 'config',
  text: 'text',
  flush: 'flush',
  stop: 'end',
  audio: 'audio',
  finish: 'done',
  error: 'error',
};

/** Frames count from 3, behind dial and handshake. Each audio is half a second; turns are as long as their rounds. */
export function drawnSession(moves: readonly Move[], rest: Rest = {}): LessonSession {
  const events = moves.map(([, event]) => (event === 'audio' ? { event, audio: new Uint8Array(50) } : event));
  let round = 0;
  const frames = moves.map(([t], index): LessonFrame => {
    const { event } = events[index] as { event: string };
    if (event === 'start') round++;
    const dir = sentEvents.includes(event) ? 'sent' : 'received';
    return { seq: index + 3, t, dir, event, role: roles[event] ?? 'unknown', round, sizeBytes: 50 };
  });
  const value = (seq: number, path: string) =>
    path
      .split(/[.[\]]+/)
      .filter((part) => part !== '')
      .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], events[seq - 3]);
  return {
    id: 'drawn',
    dialect: 'fish',
    upstream: 'sandbox-fish',
    isTapped: false,
    agent: '',
    isOver: false,
    timeMs: moves.at(-1)?.[0] ?? 0,
    frames,
    length: frames.length + 2,
    entry() {
      throw new Error('nothing drawn has entries');
    },
    value,
    findings: [],
    timing: { turns: turnsOf(frames) } as unknown as TimingView,
    sound: { seconds: 1, sampleRateHz: 44_100, troubles: [] },
    ...rest,
  };
}

function turnsOf(frames: readonly LessonFrame[]): TurnView[] {
  return frames
    .filter(({ event }) => event === 'start')
    .map(({ seq, round }) => {
      const count = frames.filter((frame) => frame.role === 'audio' && frame.round === round).length;
      return { fromSeq: seq, round, frames: count, decoded: true, seconds: count / 2 } as unknown as TurnView;
    });
}
