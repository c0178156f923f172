/**
 * The worker that writes sessions to the disk. Apart from the capture worker, since writing through to a disk may take long, and
 * making the lines (JSON, base64, hashes) of a flood is work of its own.
 */
import { randomId, realClock } from '../../clock/real.ts';
import { keptVault } from '../capture/keep/kept-vault.ts';
import { noFiles, noVault } from '../capture/keep/no-vault.ts';
import type { Holds, Vault, VaultState } from '../capture/keep/vault.ts';
import type { KeptSession } from '../rooms/keep-room.ts';
import { openRecords } from './record-store.ts';
import { databaseFiles } from './vault-database.ts';
import { opfsFiles } from './vault-opfs.ts';
import { serveVault } from './vault-port.ts';

const lockName = 'session ';

/** Each hold is a lock that goes with its worker. */
function lockHolds(): Holds {
  const drops = new Map<string, () => void>();
  return {
    take: (name) =>
      new Promise((resolve) => {
        if (drops.has(name)) {
          resolve(true);
          return;
        }
        const asked = navigator.locks.request(`${lockName}${name}`, { ifAvailable: true }, (lock) => {
          resolve(lock !== null);
          return lock === null ? undefined : new Promise<void>((drop) => drops.set(name, drop));
        });
        asked.catch(() => resolve(false));
      }),
    drop(name) {
      drops.get(name)?.();
      drops.delete(name);
    },
    async taken() {
      const { held = [] } = await navigator.locks.query();
      return held.flatMap(({ name = '' }) => (name.startsWith(lockName) ? [name.slice(lockName.length)] : []));
    },
  };
}

async function about(): Promise<Omit<VaultState, 'place'>> {
  try {
    const { usage, quota } = await navigator.storage.estimate();
    const known = usage !== undefined && quota !== undefined;
    return { usage: known ? { bytes: usage, quota } : null, promised: await navigator.storage.persisted() };
  } catch {
    return { usage: null, promised: null };
  }
}

function isKept(found: unknown): found is KeptSession {
  const one = found as KeptSession;
  const isText = [one?.id, one?.title, one?.note, one?.upstream, one?.dialect, one?.ended].every(
    (x) => typeof x === 'string',
  );
  const numbers = [one?.startedAt, one?.durationMs, one?.entries, one?.frames, one?.sizeBytes];
  return (
    isText &&
    numbers.every(Number.isFinite) &&
    typeof one.findings === 'object' &&
    one.findings !== null &&
    /^[0-9a-f]{32}$/.test(one.id)
  );
}

async function openVault(): Promise<Vault> {
  // Without locks (a page that is not of a secure origin) two pages would write one file.
  if (navigator.locks === undefined) return noVault(about);
  const store = (await opfsFiles(`probe-${randomId()}`, realClock)) ?? (await databaseFiles()) ?? noFiles;
  return keptVault(store, lockHolds(), await openRecords('kept-sessions', isKept), about);
}

const vault = openVault();
// Who started it waits for this word: a worker that cannot be loaded says nothing.
(globalThis as unknown as { postMessage(word: string): void }).postMessage('up');
globalThis.onmessage = ({ data }: MessageEvent<MessagePort>) => serveVault(vault, data);
