import { expect, test } from 'vitest';
import { keepStage, keptDisk } from '../capture/keep/keep-stage.ts';
import { keptVault } from '../capture/keep/kept-vault.ts';
import { memoryFiles, memoryHolds } from '../capture/keep/memory-files.ts';
import { farVault, serveVault } from './vault-port.ts';

test('a vault that does not come: nothing is kept, the page is told, and nobody waits for it', async () => {
  const s = await keepStage(keptDisk(memoryFiles()), 'a', () => farVault(Promise.resolve(null)));
  expect(s.kept()).toMatchObject({ place: 'memory', sessions: [] });
  expect((await s.wish({ op: 'open', id: 'ab'.repeat(16) }))?.code).toBe('kept_gone');
});

test('what is asked goes over the port, and what the disk throws comes back', async () => {
  const { port1, port2 } = new MessageChannel();
  const disk = memoryFiles();
  const vault = keptVault(disk, memoryHolds().of('a'), null, () => Promise.reject(new Error('no answer')));
  serveVault(Promise.resolve(vault), port1);
  const far = farVault(Promise.resolve(port2));
  const id = 'ab'.repeat(16);
  const session = { id, upstream: 'x', dialect: 'fish', startedAt: 1, via: 'import' } as const;
  expect((await far.begin(id, { session })).ok).toBe(true);
  expect(await far.held()).toEqual([id]);
  await expect(far.state()).rejects.toThrow('no answer');
  port1.close();
});
