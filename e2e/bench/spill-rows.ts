/** What a session takes of memory that is larger than the memory it may take: the worker's side of it, with a file as its disk. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fullEffort } from './measure.ts';
import type { Row } from './row.ts';
import type { Spilled } from './spill-work.ts';

const mib = 2 ** 20;
const worker = fileURLToPath(new URL('./spill-work.ts', import.meta.url));

function work(mebibytes: number, folder: string): Promise<Spilled> {
  const args = ['--expose-gc', '--import', import.meta.resolve('tsx'), worker, String(mebibytes), folder];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, (error, out, err) => {
      if (error === null) resolve(JSON.parse(out) as Spilled);
      else reject(new Error(err));
    });
  });
}

const words = (bytes: number) => `${Math.round(bytes / mib)} MiB`;

export const spillRows: readonly Row[] = [
  {
    id: 'spill-memory',
    what: 'memory of a session of 1 GiB of 4 kB audio frames, read, judged, timed and decoded',
    baseline: 'the same without a disk, of 128 MiB',
    unit: 'B',
    most: 300 * mib,
    async run(effort) {
      const folder = mkdtempSync(join(os.tmpdir(), 'wiretone-spill-'));
      try {
        const [plain, ours] = [await work(128, '-'), await work(effort === fullEffort ? 1024 : 256, folder)];
        const besides = Math.round((ours.grownBytes - ours.payloadBytes) / ours.frames);
        const aside = [
          `${ours.frames.toLocaleString('en')} frames: ${words(ours.payloadBytes)} of payload in memory, ${words(ours.diskBytes)} on disk`,
          `${besides} B a frame besides`,
          `without a disk ${words(plain.grownBytes)} for 128 MiB`,
        ];
        return { samples: [ours.grownBytes], aside: aside.join('; ') };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  },
];
