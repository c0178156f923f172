/** Large recordings in and out: time beside plain JSON of the same data, and the memory that it takes. Each work is a process of its own. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Effort, fullEffort } from './measure.ts';
import { recordingFiles } from './recording-files.ts';
import type { Worked } from './recording-work.ts';
import type { Found, Row } from './row.ts';

const mib = 2 ** 20;
const worker = fileURLToPath(new URL('./recording-work.ts', import.meta.url));

let folder: string | null = null;
const done = new Map<string, Promise<Worked>>();

/** Removes the files that the rows have made. */
export function closeRecordings(): void {
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
  folder = null;
  done.clear();
}

const entriesOf = (effort: Effort) => (effort === fullEffort ? 1_000_000 : 100_000);

/** What a work reads, another has written before. */
const needs: Readonly<Record<string, string>> = {
  'plain-read': 'plain-write',
  'own-read': 'own-write',
  'own-import': 'own-write',
  'har-import': 'har-write',
};

/** Done once; rows that look at another side of it get the same. */
function worked(what: string, effort: Effort): Promise<Worked> {
  return workOn(what, entriesOf(effort));
}

async function workOn(what: string, entries: number): Promise<Worked> {
  const before = needs[what];
  if (before !== undefined) await workOn(before, entries);
  const key = `${what}-${entries}`;
  const made = done.get(key) ?? startWork(what, entries);
  done.set(key, made);
  return made;
}

function startWork(what: string, entries: number): Promise<Worked> {
  const args = ['--import', import.meta.resolve('tsx'), worker, what, folderOf(entries), String(entries)];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, (error, out, err) => {
      if (error === null) resolve(JSON.parse(out) as Worked);
      else reject(new Error(`${what}: ${err}`));
    });
  });
}

function folderOf(entries: number): string {
  folder ??= mkdtempSync(join(os.tmpdir(), 'wiretone-bench-'));
  const own = join(folder, String(entries));
  mkdirSync(own, { recursive: true });
  return own;
}

/** A recording of so many entries, in our own format. */
export async function recordingFile(entries: number): Promise<string> {
  await workOn('own-write', entries);
  return join(folderOf(entries), recordingFiles.own);
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const megabytes = (bytes: number) => `${Math.round(bytes / mib)} MiB`;

/** Processor time as a multiple of what plain lines of `JSON.stringify` take, written to a file. */
function timeRow(id: string, what: string, work: string): Row {
  const run = async (effort: Effort): Promise<Found> => {
    const [plain, parsed, ours] = [
      await worked('plain-write', effort),
      await worked('plain-read', effort),
      await worked(work, effort),
    ];
    const aside = [
      `${ours.entries.toLocaleString('en')} entries, ${megabytes(ours.fileBytes)}: ${seconds(ours.ms)}`,
      `JSON.stringify and write ${seconds(plain.ms)}, read and JSON.parse ${seconds(parsed.ms)}`,
      `${megabytes(ours.peakBytes)} more memory at its peak`,
    ];
    return { samples: [ours.ms / plain.ms], aside: aside.join('; ') };
  };
  return { id, what, baseline: 'JSON.stringify of the same entries, written line by line', unit: 'x', most: 6, run };
}

const works: readonly [id: string, what: string, work: string][] = [
  ['recording-write', 'our own format to a file', 'own-write'],
  ['recording-read', 'our own format read and verified', 'own-read'],
  ['recording-import', 'our own format through the importer', 'own-import'],
  ['recording-har', 'HAR to a file', 'har-write'],
  ['recording-import-har', 'that HAR through the importer, which reads it twice', 'har-import'],
];

const memory: Row = {
  id: 'recording-memory',
  what: 'the most that any of these takes beyond what the process took before',
  baseline: 'none',
  unit: 'B',
  most: 64 * mib,
  async run(effort) {
    const peaks: [string, number][] = [];
    for (const [, , work] of works) peaks.push([work, (await worked(work, effort)).peakBytes]);
    const plain = await worked('plain-write', effort);
    const aside = peaks.map(([work, bytes]) => `${work} ${megabytes(bytes)}`).join(', ');
    return {
      samples: [Math.max(...peaks.map(([, bytes]) => bytes))],
      aside: `${aside}; plain JSON ${megabytes(plain.peakBytes)}`,
    };
  },
};

export const recordingRows: readonly Row[] = [...works.map((one) => timeRow(...one)), memory];
