/** A core whose sessions are kept, on a disk and with holds that outlive it: what one page leaves another one finds. */
import type { KeepAnswer, KeepView, KeepWish, KeptSession } from '../../rooms/keep-room.ts';
import { type CoreStage, coreStage } from '../core-stage.ts';
import { keptVault, type ListStore } from './kept-vault.ts';
import { type MemoryFiles, memoryHolds } from './memory-files.ts';
import type { Vault } from './vault.ts';

export type KeptDisk = { files: MemoryFiles; holds: ReturnType<typeof memoryHolds>; list: Map<string, KeptSession> };

export type KeepStage = CoreStage & {
  wish(wish: KeepWish): Promise<KeepAnswer>;
  kept(): KeepView;
};

export function keptDisk(files: MemoryFiles): KeptDisk {
  return { files, holds: memoryHolds(), list: new Map() };
}

/** `page`: its name among those that hold files. */
export async function keepStage(disk: KeptDisk, page: string, change?: (vault: Vault) => Vault): Promise<KeepStage> {
  const { files, holds, list } = disk;
  const records: ListStore = {
    all: async () => [...list.values()],
    put: async (all) => {
      for (const record of all) list.set(record.id, record);
    },
    remove: async (ids) => {
      for (const id of ids) list.delete(id);
    },
  };
  const vault = keptVault(files, holds.of(page), records, async () => ({ usage: null, promised: null }));
  const stage = coreStage(undefined, change?.(vault) ?? vault);
  let asks = 0;
  const wish = async (wish: KeepWish) => {
    const id = ++asks;
    stage.core.take({ do: 'ask', id, ask: { room: 'keep', wish } });
    for (;;) {
      const answer = stage.messages.find((m) => m.say === 'answer' && m.id === id);
      if (answer?.say === 'answer') return answer.answer as KeepAnswer;
      await stage.clock.advance(0);
    }
  };
  await stage.clock.advance(20);
  await wish({ op: 'look' });
  const kept = () => {
    if (stage.page.kept === undefined) throw new Error('the page was not told');
    return stage.page.kept;
  };
  return { ...stage, page: stage.page, wish, kept };
}
