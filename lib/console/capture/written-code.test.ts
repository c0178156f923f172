import { expect, it } from 'vitest';
import type { TakenHome } from '../../codegen/take-home.ts';
import { type TargetId, targets } from '../../codegen/targets.ts';
import { coreStage } from './core-stage.ts';

it('writes the session on show as a program, without its key', async () => {
  const stage = coreStage();
  stage.core.take({ do: 'start', url: 'ws://page/api/relay' });
  await stage.clock.advance(5);
  stage.core.take({ do: 'key', upstream: 'sandbox-fish', value: 'sk-secret-0123456789' });
  const text =
    '[{"event":"start","request":{"text":""}},{"event":"text","text":"Hi."},{"event":"stop"},{"$until":{"event":"finish"}}]';
  stage.core.take({ do: 'run', text, ask: stage.ask('sandbox-fish', '', { model: 's1' }) });
  for (let i = 0; i < 100; i++) await stage.clock.advance(50);
  const session = stage.page.active ?? '';
  const written = (target: TargetId) => {
    stage.core.take({ do: 'write', id: 7, session, want: { of: 'code', target } });
    const message = stage.messages.at(-1);
    if (message?.say !== 'written' || message.text === null) throw new Error('nothing was written');
    expect(message.text).not.toMatch(/sk-secret|key#1/);
    return JSON.parse(message.text) as TakenHome;
  };
  expect(written('ts-ws')).toMatchObject({ fileName: 'session.mts', text: expect.stringContaining("text: 'Hi.'") });
  expect(written('ts-sdk')).toMatchObject({ text: expect.stringContaining("yield 'Hi.';") });
  expect(written('py-sdk')).toMatchObject({ why: expect.stringContaining('18 fields') });
  for (const { id } of targets) written(id);
});
