/** The server's process: settings in, one line with the address out, and an orderly end. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { realClock } from '../clock/real.ts';
import { dialects } from '../dialects/registry.ts';
import { profilesIn } from '../sandbox/node/read-profiles.ts';
import { createSandbox } from '../sandbox/node/sandbox-server.ts';
import { Masker } from '../session/mask.ts';
import { type ConsoleServer, createConsoleServer } from './console-server.ts';
import { freePortAfter } from './free-port.ts';
import { keyVariable, takeHeldKeys } from './held-keys.ts';
import { openLeaving } from './leaving.ts';
import { createLog } from './log.ts';
import { startPages } from './pages.ts';
import { readSettings, type Settings, SettingsError } from './settings.ts';

// Both `lib/server/main.ts` and `dist/server/main.js` stand two folders below the project.
const project = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** From the signal to the end, whatever hangs. */
const lastMs = 4_000;

const masker = new Masker();
/** Of all users: no line of the log shows a key of any. */
const maskers = [masker];
const log = createLog(
  (text) => maskers.reduce((line, each) => each.scrub(line), text),
  (line) => process.stdout.write(`${line}\n`),
  (line) => process.stderr.write(`${line}\n`),
);

function configText(): string | null {
  try {
    return readFileSync(join(process.cwd(), 'wiretone.config.json'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new SettingsError(`wiretone.config.json cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

async function run(settings: Settings): Promise<void> {
  const profiles = profilesIn(settings.profiles);
  if ('code' in profiles) throw new SettingsError(profiles.detail);
  const sandbox = createSandbox({ clock: realClock, profiles });
  const server = createConsoleServer({
    settings,
    clock: realClock,
    log,
    masker,
    maskers,
    sandbox,
    pages: (host, port) => startPages(project, settings.development, host, port),
  });

  let ending = false;
  const end = (code: number) => {
    if (ending) return;
    ending = true;
    realClock.after(lastMs, () => process.exit(code));
    server.close().then(
      () => process.exit(code),
      () => process.exit(1),
    );
  };
  const leave = openLeaving({
    clock: realClock,
    drainMs: settings.drainMs,
    drain: (ms) => server.drain(ms),
    end: () => end(0),
    say: (line) => log.info(line),
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, leave);
  // Started by another process with a channel: its end is ours.
  process.on('disconnect', () => end(0));

  await server.listen();
  await server.ready();
  // Next logs these errors whole; ours are scrubbed, and an unknown state is not carried on.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.removeAllListeners(event);
    process.on(event, (error: unknown) => {
      log.error('unexpected error', error);
      end(1);
    });
  }
  log.info(`Wiretone is ready: ${settings.publicOrigin ?? server.address()}`);
  tellLogin(server, settings);
  if (settings.profiles.length > 0) log.info(`Sandbox profiles: ${profiles.names().join(', ')}`);
  for (const origin of settings.allowOrigins) log.info(`It also answers as ${origin}`);
  // Next listens for hot reload from its first request on: tabs left open from before must not wait for one.
  if (settings.development) await fetch(server.address()).catch(() => {});
  sandbox.warm().catch((error) => log.error('the sandbox voice did not start', error));
}

/** Who may log in how, and why it is asked. */
function tellLogin(server: ConsoleServer, settings: Settings): void {
  const held = [...settings.heldKeys.keys()].map(keyVariable).join(', ');
  const link = server.loginLink();
  if (settings.team)
    log.info(`Many share this server: behind ${settings.publicOrigin}, listening on ${server.address()}`);
  else if (held !== '') {
    log.info(`A login is asked for, since this server holds a key (${held}) that whoever opens it could spend.`);
    log.info('To start without: unset the variable, and type the key in the page.');
  }
  if (link !== null) log.info(`Log in once, within five minutes, with: ${link}`);
  for (const address of server.keyedTaps()) log.info(`Taps that use the server's key: ${address}`);
}

async function start(): Promise<void> {
  const settings = readSettings(process.argv.slice(2), process.env, configText());
  const own = dialects.map(({ id }) => id);
  const { held, unused } = takeHeldKeys(process.env, [...own, ...settings.upstreams.map(({ id }) => id)], settings);
  for (const value of held.values()) masker.know(value, 'given');
  settings.heldKeys = held;
  if (settings.tapKey && held.size === 0)
    throw new SettingsError(
      `--tap-key needs a key of the server: set ${own.map(keyVariable).join(' or ')}${settings.team ? ', and --shared-key' : ''}.`,
    );
  if (unused.length > 0)
    log.warn(`${unused.join(', ')} not used: with --team all users could spend it; --shared-key allows that.`);
  try {
    await run(settings);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    const free = await freePortAfter(settings.port, settings.host);
    const hint = free === null ? 'Name another one with PORT.' : `Port ${free} is free: PORT=${free} npm start`;
    throw new SettingsError(`Port ${settings.port} is taken. ${hint}`);
  }
}

start().catch((error) => {
  if (error instanceof SettingsError) log.warn(error.message);
  else log.error('Wiretone did not start', error);
  process.exit(1);
});
