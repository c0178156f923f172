/** Before the browser tests: the product as a user starts it, and an upstream that needs a key. After them: the scan. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';
import { startProcess } from './process.ts';
import { randomKey, secretForms } from './secret-forms.ts';
import { scanFiles } from './secret-scan.ts';
import { behaviours } from './upstream-behaviours.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** What a run leaves behind lies here: the output of the server, the browser profile, the reports. */
export const runFolder = path.join(root, '.cache', 'e2e');

export default async function globalSetup(): Promise<() => Promise<void>> {
  const since = Date.now();
  mkdirSync(runFolder, { recursive: true });
  // What the run puts into the folder for temporary files (profiles, downloads, caches of tools) lies by itself, and is looked through too.
  const temporary = mkdtempSync(path.join(tmpdir(), 'wiretone-run-'));
  process.env.TMPDIR = temporary;
  process.env.WIRETONE_TEST_KEY ??= randomKey();
  const key = process.env.WIRETONE_TEST_KEY;

  const upstreamPort = await freePort();
  const upstream = startProcess('e2e/tools/upstream-main.ts', [], { PORT: String(upstreamPort) }, 'upstream');
  await upstream.answers(`http://127.0.0.1:${upstreamPort}/seen`, 30_000);

  const port = await freePort();
  const flags = behaviours.flatMap(({ id, dialect }) => {
    const base = id === 'unreachable' ? `ws://127.0.0.1:${closedPort}` : `ws://127.0.0.1:${upstreamPort}/${id}`;
    return ['--upstream', `${id}=${base},dialect=${dialect},loopback`];
  });
  const server = startProcess('lib/cli/start.ts', flags, { PORT: String(port) }, 'server');
  // The first start may have to build.
  await server.answers(`http://127.0.0.1:${port}/healthz`, 300_000);

  process.env.WIRETONE_URL = `http://127.0.0.1:${port}`;
  process.env.WIRETONE_UPSTREAM = `http://127.0.0.1:${upstreamPort}`;

  return async () => {
    await server.stop();
    await upstream.stop();
    const result = scanFiles([root, temporary], since, secretForms(key));
    rmSync(temporary, { recursive: true, force: true });
    writeFileSync(process.env.WIRETONE_SCAN_FILE ?? path.join(runFolder, 'scan.json'), JSON.stringify(result));
    if (result.hits.length > 0) throw new Error(`The typed key was written down: ${JSON.stringify(result.hits)}`);
    if (!readFileSync(path.join(runFolder, 'server.out'), 'utf8').includes(String(port))) {
      throw new Error('The server did not print its address, or its output was not recorded');
    }
  };
}

/** Port 1 (tcpmux) is closed on any machine that is not a museum. */
const closedPort = 1;
