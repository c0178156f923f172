import { expect, test } from 'vitest';
import { coreStage } from './core-stage.ts';

test('the page is told the last frame sent, once, as the record has it', async () => {
  const stage = coreStage((peer) => peer.accept());
  await stage.clock.advance(50);
  stage.core.take({ do: 'connect', ask: stage.ask('sandbox-fish') });
  await stage.clock.advance(50);
  expect(stage.page.lastSent ?? null).toBeNull();
  stage.core.take({ do: 'send-step', text: '[{"event":"flush"}]', offset: 1 });
  await stage.clock.advance(50);
  const flush = '81a56576656e74a5666c757368';
  const { lastSent } = stage.page;
  expect(lastSent).toMatchObject({ opcode: 'binary', sizeBytes: 13, session: stage.page.active });
  expect(Buffer.from(lastSent?.bytes ?? []).toString('hex')).toBe(flush);
  const told = () => stage.messages.filter((message) => message.say === 'update' && 'lastSent' in message.patch).length;
  const before = told();
  stage.core.take({ do: 'pause', on: true });
  await stage.clock.advance(50);
  expect(told()).toBe(before);
  stage.core.take({ do: 'send-step', text: '[{"event":"stop"}]', offset: 1 });
  await stage.clock.advance(50);
  expect(stage.page.lastSent?.seq).toBe((lastSent?.seq ?? 0) + 1);
  expect(stage.page.lastSent).toMatchObject({ event: 'stop', others: [{ event: 'flush', seq: lastSent?.seq }] });
  // Of each event the last alone.
  stage.core.take({ do: 'send-step', text: '[{"event":"flush"}]', offset: 1 });
  await stage.clock.advance(50);
  const { event, seq, others } = stage.page.lastSent ?? {};
  expect([event, seq, others?.map((each) => each.event)]).toEqual(['flush', (lastSent?.seq ?? 0) + 2, ['stop']]);
});
