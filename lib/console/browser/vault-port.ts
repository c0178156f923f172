/** The vault over a MessagePort: the capture worker asks, the vault worker answers. */
import { noVault } from '../capture/keep/no-vault.ts';
import type { Vault } from '../capture/keep/vault.ts';

type Asked = { id: number; verb: keyof Vault; args: unknown[] };
type Answered = { id: number; value: unknown } | { id: number; threw: string };

/** A vault at the other end of a port that comes later; null: it does not come, and nothing is kept. What is asked before waits. */
export function farVault(port: Promise<MessagePort | null>): Vault {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (why: Error) => void }>();
  let ids = 0;
  const none = noVault(async () => ({ usage: null, promised: null }));
  void port.then((end) => {
    if (end === null) return;
    end.onmessage = ({ data }: MessageEvent<Answered>) => {
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      if ('threw' in data) asked?.reject(new Error(data.threw));
      else asked?.resolve(data.value as never);
    };
  });
  const ask =
    (verb: keyof Vault) =>
    (...args: unknown[]) =>
      new Promise<never>((resolve, reject) => {
        const id = ++ids;
        waiting.set(id, { resolve, reject });
        // Pieces were made for the vault alone: their memory goes along.
        const buffers = args.flatMap((arg) => (ArrayBuffer.isView(arg) && arg.byteLength > 0 ? [arg.buffer] : []));
        void port.then((end) => {
          if (end !== null) end.postMessage({ id, verb, args } satisfies Asked, buffers as ArrayBuffer[]);
          else (none[verb] as (...args: unknown[]) => Promise<never>)(...args).then(resolve, reject);
        });
      });
  return {
    state: ask('state'),
    begin: ask('begin'),
    write: ask('write'),
    end: ask('end'),
    goOn: ask('goOn'),
    release: ask('release'),
    read: ask('read'),
    held: ask('held'),
    list: ask('list'),
    put: ask('put'),
    remove: ask('remove'),
  };
}

/** Answers what is asked over the port. */
export function serveVault(vault: Promise<Vault>, port: MessagePort): void {
  port.onmessage = async ({ data: { id, verb, args } }: MessageEvent<Asked>) => {
    try {
      const act = (await vault)[verb] as (...args: unknown[]) => Promise<unknown>;
      port.postMessage({ id, value: await act(...args) } satisfies Answered);
    } catch (thrown) {
      port.postMessage({ id, threw: thrown instanceof Error ? thrown.message : String(thrown) } satisfies Answered);
    }
  };
}
