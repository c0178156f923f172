/** A stage for runs, for tests: sockets that record what is handed to them, and a peer that is told by hand what to say. */
import { type FakeClock, fakeClock } from '../../clock/fake.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import type { Evidence } from '../evidence.ts';
import { parseScenario } from '../parse-scenario.ts';
import type { OutFrame, RunHost } from '../run-host.ts';
import { runScenario } from '../run-steps.ts';
import { evidenceOfEntries } from './drawn-evidence.ts';

type Line = { dir: 'sent' | 'received' | null; event: string };

export type StageSocket = {
  name: string;
  host: RunHost;
  lines: Line[];
  /** Frames handed over, and when. */
  frames: (OutFrame & { t: number })[];
  /** Close frames asked for. */
  closes: { code: number; reason: string }[];
  hear(event: string): void;
  lose(why: Problem): void;
  waiters(): number;
};

/** `echoMs`: so long after it is handed over a frame stands in the record. */
export function stage(
  options:
    | { echoMs?: number; files?: ReadonlyMap<string, Uint8Array>; dialect?: Dialect; key?: RunHost['key'] }
    | number = {},
) {
  const { echoMs = 0, files = new Map(), ...given } = typeof options === 'number' ? { echoMs: options } : options;
  const clock = fakeClock();
  const sockets: StageSocket[] = [];
  /** Answers of `openAnother`: by default a socket that is open at once. */
  const answers: { opening: ((name: string) => Promise<Problem | null>) | null; evidence: Evidence } = {
    opening: null,
    evidence: evidenceOfEntries([]),
  };
  const add = (name: string): StageSocket => {
    const one = socket(name, clock, echoMs, files, {
      dialect: given.dialect ?? (dialectOf('fish') as Dialect),
      key: given.key ?? null,
      evidence: () => answers.evidence,
      async openAnother(branch) {
        const refused = (await answers.opening?.(branch)) ?? null;
        return refused ?? add(branch).host;
      },
    });
    sockets.push(one);
    return one;
  };
  const main = add('');
  return {
    ...main,
    clock,
    sockets,
    answers,
    run(text: string, only?: readonly number[]) {
      const scenario = parseScenario(text);
      const chosen = only?.map((index) => scenario.all[index] as (typeof scenario.all)[number]);
      const handle = runScenario(scenario, main.host, () => {}, chosen);
      const drawn = () => handle.state().steps.map((s) => `${s.state}${s.words === '' ? '' : `: ${s.words}`}`);
      return { handle, drawn, state: () => handle.state().state };
    },
  };
}

function socket(
  name: string,
  clock: FakeClock,
  echoMs: number,
  files: ReadonlyMap<string, Uint8Array>,
  more: Pick<RunHost, 'evidence' | 'openAnother' | 'dialect' | 'key'>,
): StageSocket {
  const lines: Line[] = [];
  const times: number[] = [];
  const frames: StageSocket['frames'] = [];
  const closes: StageSocket['closes'] = [];
  const listeners = new Set<() => void>();
  let ended: Problem | null = null;
  const write = (line: Line) => {
    lines.push(line);
    times.push(clock.now());
    for (const listener of [...listeners]) listener();
    return lines.length;
  };
  const lose = (why: Problem) => {
    ended = why;
    write({ dir: null, event: 'close' });
  };
  const host: RunHost = {
    ...more,
    clock,
    session: `session ${name}`,
    files,
    log: {
      length: () => lines.length,
      receivedEvent: (seq) => (lines[seq - 1]?.dir === 'received' ? (lines[seq - 1]?.event ?? null) : null),
      isReceivedAudio: (seq) => lines[seq - 1]?.dir === 'received' && lines[seq - 1]?.event === 'audio',
      tOf: (seq) => times[seq - 1] ?? 0,
      lastSent: () => lines.findLastIndex((line) => line.dir === 'sent') + 1,
      ended: () => ended,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    send(frame, recorded) {
      frames.push({ ...frame, t: clock.now() });
      const record = () => {
        const seq = lines.length + 1;
        recorded(seq, clock.now());
        write({ dir: 'sent', event: 'client' });
      };
      if (echoMs === 0) record();
      else clock.after(echoMs, record);
      return null;
    },
    close(code, reason) {
      closes.push({ code, reason });
      lose(problem('not_connected', `the connection has ended: Closed ${code}`));
      return null;
    },
  };
  return {
    name,
    host,
    lines,
    frames,
    closes,
    hear: (event) => write({ dir: 'received', event }),
    lose,
    waiters: () => listeners.size,
  };
}
