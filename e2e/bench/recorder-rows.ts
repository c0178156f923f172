/** The recorder in the browser: how fast records go to the disk through the vault's own worker, beside plain IndexedDB. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { encodeMsgpack } from '@/lib/msgpack/encode.ts';
import { encodeBatch, encodeRecord } from '@/lib/relay/batch.ts';
import { launchOptions } from '../playwright.config.ts';
import { liveConsole } from './live-rows.ts';
import { fullEffort, median } from './measure.ts';
import type { Row } from './row.ts';

/** As the capture worker hands them over: half a MiB in a piece. */
const inPiece = 128;
const piece = encodeBatch([
  {
    session: 'a'.repeat(32),
    records: Array.from({ length: inPiece }, (_, i) => {
      const audio = Uint8Array.from({ length: 4096 - 26 }, (_, j) => i * 31 + j * 17);
      const bytes = encodeMsgpack({ event: 'audio', audio, time: i });
      return encodeRecord(i + 1, i / 8, { kind: 'frame', dir: 'received', opcode: 'binary', bytes });
    }),
  },
]);

type Took = { vault: number; packed: number; single: number };

/** Before the page's own scripts: remembers how it starts the worker that writes. */
function keepWorker(): void {
  globalThis.Worker = class extends globalThis.Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      if (options?.name === 'vault')
        Object.assign(globalThis, { startVault: () => new globalThis.Worker(url, { ...options, name: 'other' }) });
    }
  };
}

/** Runs in the page: ms that 1,000 records take each way. */
async function race({
  data,
  records,
  pieces,
  singles,
}: {
  data: string;
  records: number;
  pieces: number;
  singles: number;
}): Promise<Took> {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const worker = (globalThis as unknown as { startVault(): Worker }).startVault();
  await new Promise((resolve) => {
    worker.onmessage = resolve;
    worker.onerror = () => resolve(null);
  });
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(port1, [port1]);
  const waiting = new Map<number, (value: { ok?: boolean; detail?: string }) => void>();
  port2.onmessage = ({ data: answer }) => waiting.get(answer.id)?.(answer.value ?? { detail: answer.threw });
  let ids = 0;
  const ask = async (verb: string, args: unknown[], buffers: Transferable[] = []) => {
    const id = ++ids;
    const answer = await new Promise<{ ok?: boolean; detail?: string }>((resolve) => {
      waiting.set(id, resolve);
      port2.postMessage({ id, verb, args }, buffers);
    });
    if (answer?.ok === false || answer?.detail !== undefined) throw new Error(`${verb}: ${answer.detail}`);
  };
  const name = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, '0')).join('');
  const session = { id: name, upstream: 'bench', dialect: 'fish', startedAt: Date.now(), via: 'relay' };
  await ask('begin', [name, { session }]);
  let began = performance.now();
  for (let i = 0; i < pieces; i++) {
    const some = bytes.slice();
    const seen = new Float64Array(records).fill(i);
    await ask('write', [name, some, seen], [some.buffer, seen.buffer]);
  }
  const vault = ((performance.now() - began) / (pieces * records)) * 1000;
  await ask('remove', [[name]]);
  worker.terminate();

  const asked = indexedDB.open('bench', 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore('records');
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  let key = 0;
  const put = (count: number) =>
    new Promise<void>((resolve, reject) => {
      const doing = db.transaction('records', 'readwrite');
      doing.oncomplete = () => resolve();
      doing.onabort = () => reject(doing.error);
      for (let i = 0; i < count; i++) doing.objectStore('records').put(bytes.slice(0, 4096), key++);
    });
  began = performance.now();
  for (let i = 0; i < pieces / 4; i++) await put(64);
  const packed = ((performance.now() - began) / ((pieces / 4) * 64)) * 1000;
  began = performance.now();
  for (let i = 0; i < singles; i++) await put(1);
  const single = ((performance.now() - began) / singles) * 1000;
  db.close();
  indexedDB.deleteDatabase('bench');
  return { vault, packed, single };
}

async function took(page: Page, isFull: boolean): Promise<Took> {
  const data = Buffer.from(piece).toString('base64');
  return page.evaluate(race, { data, records: inPiece, pieces: isFull ? 400 : 80, singles: isFull ? 500 : 100 });
}

const rate = (ms: number) => `${Math.round(1_000_000 / ms).toLocaleString('en')}/s`;

export const recorderRows: readonly Row[] = [
  {
    id: 'recorder-opfs',
    what: '1,000 records of 4 kB to the disk by the worker that keeps sessions: lines, hashes, written through',
    baseline: 'IndexedDB, one in a transaction',
    unit: 'ms',
    // 20,000 a second.
    most: 50,
    async run(effort) {
      const { address } = await liveConsole();
      const found: Took[] = [];
      while (found.length < effort.rounds) {
        // A private window has no disk: what it keeps goes through the browser's own process into memory.
        const profile = mkdtempSync(path.join(tmpdir(), 'wiretone-recorder-'));
        const context = await chromium.launchPersistentContext(profile, launchOptions);
        try {
          const page = await context.newPage();
          await page.addInitScript('globalThis.__name ??= (it) => it;');
          await page.addInitScript(keepWorker);
          await page.goto(address);
          await page.waitForFunction(() => 'startVault' in globalThis);
          found.push(await took(page, effort === fullEffort));
        } finally {
          await context.close();
          rmSync(profile, { recursive: true, force: true });
        }
      }
      const of = (what: keyof Took) => rate(median(found.map((one) => one[what])));
      return {
        samples: found.map(({ vault }) => vault),
        aside: `${of('vault')}; IndexedDB: 64 in a transaction ${of('packed')}, one ${of('single')}`,
      };
    },
  },
];
