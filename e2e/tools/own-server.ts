/** The production build as a process of one test's own, with its own settings, in a folder of its own. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';
import { type Started, startProcess } from './process.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

export type OwnServer = {
  /** `http://127.0.0.1:<port>` */
  address: string;
  port: number;
  /** The one-time links printed since it was last started, in their order. */
  links(): string[];
  /** Ends it and starts it again, at the same port. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

/** `flags` may need to know the port. `config`: what `wiretone.config.json` holds. */
export async function startOwnServer(
  flags: (port: number) => readonly string[],
  { env = {}, config }: { env?: Record<string, string>; config?: object } = {},
): Promise<OwnServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'wiretone-own-'));
  if (config !== undefined) writeFileSync(path.join(folder, 'wiretone.config.json'), JSON.stringify(config));
  // Where `--import tsx` is looked for.
  symlinkSync(path.join(project, 'node_modules'), path.join(folder, 'node_modules'));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  let runs = 0;
  const start = async (): Promise<Started> => {
    const settings = { ...env, PORT: String(port), NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
    const main = path.join(project, 'dist/server/main.js');
    const started = startProcess(main, flags(port), settings, `own-${++runs}`, { cwd: folder, folder });
    await started.answers(`${address}/healthz`, 30_000);
    return started;
  };
  let running = await start();
  return {
    address,
    port,
    links: () => running.output().match(/http\S+\/login#c=[\w-]+/g) ?? [],
    async restart() {
      await running.stop();
      running = await start();
    },
    async close() {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
