import { beforeAll, expect, test } from 'vitest';
import { frameHasher } from '../../../bytes/frame-hash.ts';
import { sha256 } from '../../../bytes/sha256.ts';
import { keepStage, keptDisk } from './keep-stage.ts';
import { memoryFiles } from './memory-files.ts';

beforeAll(async () => {
  await frameHasher();
  await sha256();
});

test('the list of what is kept is told when there is news of it, not with every piece that is written', async () => {
  const s = await keepStage(keptDisk(memoryFiles()), 'page');
  const text = '[{"event": "start", "request": {"text": ""}}]';
  s.core.take({ do: 'run', text, ask: s.ask('sandbox-fish', 'flood=100x256x200') });
  await s.clock.advance(4000);
  await s.wish({ op: 'flush' });
  const told = s.messages.flatMap((message) =>
    message.say === 'update' && message.patch.kept !== undefined ? [JSON.stringify(message.patch.kept)] : [],
  );
  expect(told.length).toBeGreaterThan(2);
  expect(told.filter((each, i) => each === told[i - 1])).toEqual([]);
  expect(s.page.kept?.sessions[0]).toMatchObject({ closed: true });
});
