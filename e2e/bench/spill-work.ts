/**
 * A session of 4 kB audio frames as the page's worker holds it, in a process of its own, so that what it needs of memory is its own:
 * `tsx e2e/bench/spill-work.ts <MiB of frames> <folder, or - for memory alone>` prints one line of JSON, `Spilled`.
 */
import { ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openAudioStream } from '@/lib/audio/audio-stream.ts';
import { fakeClock } from '@/lib/clock/fake.ts';
import { CapturedSession } from '@/lib/console/capture/captured-session.ts';
import { HeldSession } from '@/lib/console/capture/held-session.ts';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { dialectOf } from '@/lib/dialects/registry.ts';
import { encodeMsgpack } from '@/lib/msgpack/encode.ts';
import type { EntryBody, SessionHead } from '@/lib/session/entry.ts';
import { PayloadMemory, usualBudgetBytes, usualWarnBytes } from '@/lib/session/payload-memory.ts';
import { spillTo } from '@/lib/session/spill.ts';

/** Bytes. `grownBytes`: buffers and objects beyond what there was before; `payloadBytes`: of it, what is budgeted. */
export type Spilled = { frames: number; grownBytes: number; payloadBytes: number; diskBytes: number; ms: number };

const [mebibytes = '64', folder = '-'] = process.argv.slice(2);
const collect = globalThis.gc as () => void;
const head: SessionHead = { id: 'a'.repeat(32), upstream: 'fish', dialect: 'fish', startedAt: 0, via: 'relay' };

function fileIn(place: string) {
  const file = openSync(join(place, 'spill'), 'w+');
  return spillTo({
    write: (bytes, at) => writeSync(file, bytes, 0, bytes.length, at),
    read: (into, at) => readSync(file, into, 0, into.length, at),
    truncate: (size) => ftruncateSync(file, size),
  });
}

/** `pcm`: each frame is 2,000 samples, and every one of them is decoded. */
function bodyOf(event: object, dir: 'sent' | 'received'): EntryBody {
  return { kind: 'frame', dir, opcode: 'binary', bytes: encodeMsgpack(event) };
}

async function work(): Promise<Spilled> {
  const memory = new PayloadMemory({
    budgetBytes: usualBudgetBytes,
    warnBytes: usualWarnBytes,
    open: async () => (folder === '-' ? null : fileIn(folder)),
  });
  const clock = fakeClock();
  const session = new CapturedSession(head, dialectOf('fish') as Dialect, 'bench', memory);
  const held = new HeldSession(session, clock, openAudioStream, () => {});
  const audio = bodyOf({ event: 'audio', audio: new Uint8Array(4000).map((_, i) => i * 7) }, 'received');
  const bodies: EntryBody[] = [
    { kind: 'dial', url: 'wss://bench/v1/tts/live', headers: [], via: 'relay' },
    { kind: 'handshake', status: 101, statusText: '', headers: [] },
    bodyOf({ event: 'start', request: { text: '', format: 'pcm', sample_rate: 44_100 } }, 'sent'),
  ];
  collect();
  const before = taken();
  const begun = process.cpuUsage();
  const frames = Math.round((Number(mebibytes) * 2 ** 20) / 4096);
  for (let i = 0; i < bodies.length + frames; i++) {
    // 20,000 a second, in batches of 8 ms.
    held.take({ session: head.id, seq: i + 1, t: i / 20, body: bodies[i] ?? audio }, Math.floor(i / 160) * 8);
    if (i % 2000 !== 0) continue;
    await clock.advance(1);
    held.model.catchUp(1e9);
    session.findings.catchUp(1e9);
    held.timing.catchUp(1e9);
  }
  for (let last = -1; last !== held.track.sound.decodedFrames; await clock.advance(1))
    last = held.track.sound.decodedFrames;
  const { user, system } = process.cpuUsage(begun);
  collect();
  const grownBytes = taken() - before;
  return {
    frames,
    grownBytes,
    payloadBytes: memory.heldBytes,
    diskBytes: memory.diskBytes,
    ms: (user + system) / 1000,
  };
}

function taken(): number {
  const { arrayBuffers, heapUsed } = process.memoryUsage();
  return arrayBuffers + heapUsed;
}

const done = await work();
process.stdout.write(`${JSON.stringify(done)}\n`);
