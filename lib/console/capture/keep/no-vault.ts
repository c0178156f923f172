/** Where nothing can be kept: every wish is refused, and the page is told that its sessions live in memory alone. */
import { keptVault } from './kept-vault.ts';
import type { FileStore, Holds, Vault, VaultState } from './vault.ts';

export const noFiles: FileStore = {
  place: 'memory',
  create: () => Promise.reject(new Error('this browser keeps nothing')),
  open: () => Promise.resolve(null),
  read: () => Promise.resolve(null),
  remove: () => Promise.resolve(),
  names: () => Promise.resolve([]),
};

const noHolds: Holds = { take: () => Promise.resolve(false), drop() {}, taken: () => Promise.resolve([]) };

/** `about`: what the browser says of its space. */
export function noVault(about: () => Promise<Omit<VaultState, 'place'>>): Vault {
  return keptVault(noFiles, noHolds, null, about);
}
