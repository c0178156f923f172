/** Starts contestants, and asks them. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Kind, Memory, Ready } from './contestant.ts';
import { type Far, openFar } from './wire.ts';

export type Contestant = Ready & {
  pid: number;
  /** `collect`: after its garbage has been collected. Forgets the peak. */
  memory(collect?: boolean): Promise<Memory>;
  stop(): void;
};

const program = fileURLToPath(new URL('./contestant.ts', import.meta.url));

export async function contestant(kind: Kind, upstreamPort: number): Promise<Contestant> {
  const child = fork(program, [kind, String(upstreamPort)], {
    execArgv: ['--expose-gc', '--import', import.meta.resolve('tsx')],
  });
  const ready = await told<Ready>(child);
  return {
    ...ready,
    pid: child.pid as number,
    memory(collect = false) {
      const answer = told<Memory>(child);
      child.send(collect ? 'collect' : 'look');
      return answer;
    },
    stop: () => child.disconnect(),
  };
}

function told<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const over = (code: number | null) => reject(new Error(`the contestant ended with ${code}`));
    child.once('exit', over);
    child.once('message', (what) => {
      child.removeListener('exit', over);
      resolve(what as T);
    });
  });
}

/** Starts one of each kind in front of the same far end, and stops them when the work is done. */
export async function withContestants<K extends readonly Kind[], T>(
  kinds: readonly [...K],
  work: (far: Far, all: { [I in keyof K]: Contestant }) => Promise<T>,
): Promise<T> {
  const far = await openFar();
  const starting = kinds.map((kind) => contestant(kind, far.port));
  try {
    return await work(far, (await Promise.all(starting)) as { [I in keyof K]: Contestant });
  } finally {
    for (const one of await Promise.allSettled(starting)) if (one.status === 'fulfilled') one.value.stop();
    far.close();
  }
}
