import { expect, test } from 'vitest';
import type { Command } from '../../relay/wire.ts';
import { coreStage } from './core-stage.ts';

const opens = (commands: readonly string[]) =>
  commands.map((json) => JSON.parse(json) as Command).filter((command) => command.op === 'open');

test('what is to go wrong goes with the wish to open, and a run that asks for other faults gets a connection of its own', async () => {
  const s = coreStage();
  await s.clock.advance(20);
  const plain = s.ask('sandbox-fish', 'pace=0');
  s.core.take({ do: 'connect', ask: { ...plain, faults: ' jitter:50+seed:7 ' } });
  await s.clock.advance(200);
  expect(opens(s.commands)).toMatchObject([{ upstream: 'sandbox-fish', faults: 'jitter:50+seed:7' }]);
  const text = '[{ "event": "start", "request": { "text": "", "format": "pcm" } }]';
  s.core.take({ do: 'run', text, ask: { ...plain, faults: ' jitter:50+seed:7 ' } });
  await s.clock.advance(500);
  expect(opens(s.commands)).toHaveLength(1);
  s.core.take({ do: 'run', text, ask: { ...plain, faults: '' } });
  await s.clock.advance(2000);
  expect(opens(s.commands)).toHaveLength(2);
  expect(opens(s.commands)[1]).not.toHaveProperty('faults');
});
