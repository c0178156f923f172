/** A loudspeaker that nobody hears: a PulseAudio of our own with a null sink, whose monitor is recorded. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

export type NullSink = {
  /** For a program that is to sound there. */
  env: Record<string, string>;
  /** What has sounded so far: mono, 44,100 samples a second. */
  heard(): Float32Array;
  close(): Promise<void>;
};

export const hasPulseAudio = (): boolean =>
  ['pulseaudio', 'parec'].every((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);

/** Keeps its socket in `folder`. Throws when it does not start. */
export async function openNullSink(folder: string): Promise<NullSink> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const socket = path.join(folder, 'native');
  const own = { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder, PULSE_RUNTIME_PATH: folder };
  const modules = [
    'module-null-sink sink_name=wiretone',
    `module-native-protocol-unix socket=${socket} auth-anonymous=1`,
  ];
  const flags = [
    '-n',
    '--daemonize=no',
    '--exit-idle-time=-1',
    '--use-pid-file=no',
    '--disable-shm',
    '--log-target=stderr',
  ];
  const daemon = spawn('pulseaudio', [...flags, ...modules.flatMap((module) => ['-L', module])], {
    env: own,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  daemon.stderr?.on('data', (data) => {
    said += data;
  });
  await until(
    () => existsSync(socket),
    10_000,
    () => `PulseAudio does not start: ${said}`,
  );
  const env = { PULSE_SERVER: `unix:${socket}` };
  const flagsOfRecorder = ['--raw', '--format=float32le', '--rate=44100', '--channels=1', '-d', 'wiretone.monitor'];
  const recorder = spawn('parec', flagsOfRecorder, { env: { ...own, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const blocks: Buffer[] = [];
  recorder.stdout?.on('data', (block: Buffer) => blocks.push(block));
  let failed = '';
  recorder.stderr?.on('data', (data) => {
    failed += data;
  });
  // Silence is recorded as well.
  await until(
    () => blocks.length > 0,
    10_000,
    () => `nothing is recorded: ${failed}`,
  );
  return {
    env,
    heard() {
      const all = Buffer.concat(blocks);
      return new Float32Array(all.buffer.slice(all.byteOffset, all.byteOffset + (all.length & ~3)));
    },
    async close() {
      await end(recorder);
      await end(daemon);
    },
  };
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

async function until(isSo: () => boolean, ms: number, why: () => string): Promise<void> {
  for (const last = performance.now() + ms; !isSo(); ) {
    if (performance.now() > last) throw new Error(why());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
