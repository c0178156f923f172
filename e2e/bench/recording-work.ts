/**
 * One piece of work on a large recording, in a process of its own, so that what it needs of memory is its own:
 * `tsx e2e/bench/recording-work.ts <what> <folder> <entries>` prints one line of JSON, `Worked`.
 */

import { once } from 'node:events';
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { toBase64 } from '@/lib/bytes/base64.ts';
import { fileSource } from '@/lib/cli/read-recording.ts';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { dialectOf } from '@/lib/dialects/registry.ts';
import { encodeMsgpack } from '@/lib/msgpack/encode.ts';
import type { ExportSource } from '@/lib/recording/export/export-source.ts';
import { harFormat } from '@/lib/recording/export/har.ts';
import { ownFormat } from '@/lib/recording/export/own-format.ts';
import { importSocket } from '@/lib/recording/import/import-socket.ts';
import { surveyFile } from '@/lib/recording/import/survey.ts';
import { recordingReader } from '@/lib/recording/recording-reader.ts';
import type { Entry } from '@/lib/session/entry.ts';
import { recordingFiles } from './recording-files.ts';

/** `ms`: processor time. `peakBytes`: how much the process grew beyond what it took before the work began. */
export type Worked = { ms: number; peakBytes: number; entries: number; fileBytes: number };

const [what = '', folder = '', count = '0'] = process.argv.slice(2);
const length = Number(count);
const fileOf = (name: keyof typeof recordingFiles) => join(folder, recordingFiles[name]);

/** Audio events of 80 bytes of sound: with 1,000,000 of them the recording has 335 MB. */
const audio = Array.from({ length: 64 }, (_, i) =>
  encodeMsgpack({ event: 'audio', audio: new Uint8Array(108).map((_, j) => i * 31 + j * 17), time: 120 + i }),
);
function entryOf(seq: number): Entry {
  const bytes = audio[seq % audio.length] as Uint8Array;
  return { seq, t: seq * 0.125, kind: 'frame', dir: 'received', opcode: 'binary', bytes };
}

const source: ExportSource = {
  head: { id: 'a'.repeat(32), upstream: 'fish', dialect: 'fish', startedAt: 1.7e12, via: 'relay' },
  title: 'bench',
  redacted: null,
  length,
  entry: entryOf,
  seen: () => null,
  timing: () => null,
};

/** As a page writes a Blob: pieces of a megabyte. */
async function write(file: string, pieces: AsyncIterable<string | Uint8Array> | Iterable<string>): Promise<void> {
  const out = createWriteStream(file);
  let batch: string[] = [];
  let size = 0;
  const flush = async () => {
    if (!out.write(batch.join(''))) await once(out, 'drain');
    [batch, size] = [[], 0];
  };
  for await (const piece of pieces) {
    const text = String(piece);
    batch.push(text);
    size += text.length;
    if (size > 1_000_000) await flush();
  }
  await flush();
  out.end();
  await once(out, 'close');
}

async function* plainLines(): AsyncGenerator<string> {
  for (let seq = 1; seq <= length; seq++) {
    const entry = entryOf(seq);
    yield `${JSON.stringify(entry.kind === 'frame' ? { ...entry, bytes: toBase64(entry.bytes) } : entry)}\n`;
  }
}

/** Nothing is kept of what is told. */
let told = 0;

async function importOf(file: string): Promise<void> {
  const from = fileSource(file);
  const survey = await surveyFile(from);
  const socket = survey.sockets[0];
  if (socket === undefined) throw new Error(`nothing in ${file}: ${survey.problem?.detail}`);
  const dialect = dialectOf('fish') as Dialect;
  const end = await importSocket(
    from,
    survey,
    socket,
    { dialect, id: 'b'.repeat(32), redact: false },
    { head() {}, entry: () => told++ },
  );
  if (end.problem !== null) throw new Error(end.problem.detail);
}

const works: Readonly<Record<string, () => Promise<void>>> = {
  'plain-write': () => write(fileOf('plain'), plainLines()),
  'own-write': () => write(fileOf('own'), ownFormat.make(source)),
  'har-write': () => write(fileOf('har'), harFormat.make(source)),
  async 'plain-read'() {
    for await (const line of createInterface({ input: createReadStream(fileOf('plain')) }))
      if ((JSON.parse(line) as Entry).seq > 0) told++;
  },
  async 'own-read'() {
    const reader = await recordingReader({ entry: () => told++ });
    for await (const piece of createReadStream(fileOf('own'), { encoding: 'utf8' })) reader.push(piece as string);
    const end = reader.end();
    if (!end.closed || end.brokenLine !== null) throw new Error('the recording is not whole');
  },
  'own-import': () => importOf(fileOf('own')),
  'har-import': () => importOf(fileOf('har')),
};

const work = works[what];
if (work === undefined) throw new Error(`no work is called "${what}"; there are ${Object.keys(works).join(', ')}`);
globalThis.gc?.();
/** A system remembers of a process as its most what the one that started it took; Linux knows better. */
function peak(): number {
  try {
    const [, kib] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kib !== undefined) return Number(kib) * 1024;
  } catch {
    // No Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}
const before = { cpu: process.cpuUsage(), peak: peak() };
await work();
const { user, system } = process.cpuUsage(before.cpu);
const { size: fileBytes } = await import('node:fs').then((fs) =>
  fs.statSync(fileOf(what.startsWith('plain') ? 'plain' : what.startsWith('own') ? 'own' : 'har')),
);
const worked: Worked = {
  ms: (user + system) / 1000,
  peakBytes: peak() - before.peak,
  entries: told || length,
  fileBytes,
};
console.log(JSON.stringify(worked));
