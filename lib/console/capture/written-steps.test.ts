import { expect, test } from 'vitest';
import { toHex } from '../../bytes/hex.ts';
import { parseScenario } from '../../scenario/parse-scenario.ts';
import type { WantedText } from '../port.ts';
import { coreStage } from './core-stage.ts';

const steps = [
  { event: 'start', request: { text: '', format: 'mp3', references: [{ audio: { $bin: 'AAEC' }, text: 'x' }] } },
  { event: 'text', text: 'Hello {{you}}. ' },
  { event: 'stop' },
];

async function ran() {
  const stage = coreStage();
  await stage.clock.advance(50);
  const text = JSON.stringify(steps).replace('"Hello {{you}}. "', '{"$text": "Hello {{you}}. "}');
  stage.core.take({ do: 'run', text, ask: stage.ask('sandbox-fish', 'pace=0') });
  await stage.clock.advance(30_000);
  stage.core.take({ do: 'disconnect' });
  await stage.clock.advance(1000);
  const { sessions, active } = stage.page;
  const session = active ?? '';
  let ids = 0;
  const written = (want: WantedText) => {
    stage.core.take({ do: 'write', id: ++ids, session, want });
    const said = stage.messages.findLast((message) => message.say === 'written');
    return said?.say === 'written' && said.id === ids ? said.text : undefined;
  };
  return { stage, written, entries: sessions?.find(({ id }) => id === session)?.entries ?? 0 };
}

test('a session becomes a scenario whose frames, run again, are the same', async () => {
  const { stage, written } = await ran();
  const text = written({ of: 'session' }) ?? '';
  const scenario = parseScenario(text);
  expect(scenario.problems).toEqual([]);
  expect([scenario.upstream, scenario.dialect, scenario.request.switches]).toEqual([
    'sandbox-fish',
    'fish',
    { pace: '0' },
  ]);
  const sent = (session: string | null | undefined) => {
    const kept = stage.core.kept(session ?? '');
    const log = kept?.held.session.log;
    const frames: string[] = [];
    for (let seq = 1; seq <= (log?.length ?? 0); seq++) {
      const entry = log?.entry(seq);
      if (entry?.kind === 'frame' && entry.dir === 'sent') frames.push(`${entry.opcode} ${toHex(entry.bytes)}`);
    }
    return frames;
  };
  const first = stage.page.active;
  const before = sent(first);
  expect(before).toHaveLength(3);
  stage.core.take({ do: 'run', text, ask: stage.ask('sandbox-fish', 'pace=0') });
  await stage.clock.advance(30_000);
  expect(stage.page.active).not.toBe(first);
  expect(stage.page.run?.problem ?? null).toBeNull();
  expect(sent(stage.page.active)).toEqual(before);
});

test('a frame becomes the step that sends it, and the one that expects it', async () => {
  const { written, entries } = await ran();
  const all = Array.from({ length: entries }, (_, i) => i + 1);
  const sends = all.map((seq) => written({ of: 'step', seq }));
  expect(sends.filter((step) => step?.includes('"$text": "Hello {{you}}. "'))).toHaveLength(1);
  // The dial and the handshake are no frames.
  expect(sends.slice(0, 2)).toEqual([null, null]);
  const finish = all.map((seq) => written({ of: 'expectation', seq })).find((step) => step?.includes('"finish"')) ?? '';
  const [step] = parseScenario(`[${finish}]`).steps;
  expect(step?.kind).toBe('expect');
  expect(written({ of: 'step', seq: entries + 1 })).toBeNull();
});
