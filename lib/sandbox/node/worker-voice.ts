/** The voice behind a worker thread, started on first use and again after a crash. */
import { Worker } from 'node:worker_threads';
import type { Spoken, Voice } from '../voice.ts';
import type { VoiceReply, VoiceRequest } from './voice-wire.ts';

export type WorkerVoice = Voice & {
  /** Starts the thread, loads the engine and speaks a word, so that the first request is quick. */
  warm(): Promise<void>;
  close(): Promise<void>;
};

type Unnumbered = VoiceRequest extends infer R ? (R extends VoiceRequest ? Omit<R, 'id'> : never) : never;
type Waiting = { resolve(spoken: Spoken): void; reject(error: Error): void };

export function workerVoice(): WorkerVoice {
  let worker: Worker | null = null;
  let lastId = 0;
  let lastStream = 0;
  const waiting = new Map<number, Waiting>();

  const start = (): Worker => {
    // Run from source the thread needs the TypeScript loader; bundled it is a file beside this one.
    const file = import.meta.url.endsWith('.ts') ? './voice-worker-from-source.mjs' : './voice-worker.js';
    const made = new Worker(new URL(file, import.meta.url), { execArgv: [] });
    const lost = (error: Error) => {
      if (worker !== made) return;
      worker = null;
      for (const one of waiting.values()) one.reject(error);
      waiting.clear();
    };
    made.on('message', (reply: VoiceReply) => {
      const one = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (waiting.size === 0) made.unref();
      if ('error' in reply) one?.reject(new Error(reply.error));
      else one?.resolve(reply.spoken);
    });
    made.on('error', (error) => lost(new Error(`the voice stopped: ${String(error)}`)));
    made.on('exit', () => lost(new Error('the voice stopped')));
    worker = made;
    return made;
  };

  const ask = (request: Unnumbered): Promise<Spoken> =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      const thread = worker ?? start();
      waiting.set(id, { resolve, reject });
      thread.ref(); // only while something is asked may the thread keep the process alive
      thread.postMessage({ ...request, id } satisfies VoiceRequest);
    });

  return {
    async warm() {
      await ask({ op: 'warm' });
    },
    async close() {
      await worker?.terminate();
    },
    open(voiceAsk) {
      const stream = ++lastStream;
      ask({ op: 'open', stream, ask: voiceAsk }).catch(() => {}); // a lost thread is met by what follows
      return {
        speak: (text, speaker) => ask({ op: 'speak', stream, text, speaker }),
        end: () => ask({ op: 'end', stream }),
        drop() {
          ask({ op: 'drop', stream }).catch(() => {});
        },
      };
    },
  };
}
