/** The whole programs of the cards, as they are copied, run against a tap in processes of their own. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScript } from '../../codegen/testing/run-code.ts';
import { type Bench, openBench } from '../../server/testing/bench.ts';
import { clientCards } from './client-cards.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

async function ran(id: string) {
  const card = clientCards.find((one) => one.id === id);
  if (card?.program === undefined) throw new Error(`no program for ${id}`);
  const base = `${bench.server.address()}/tap/sandbox-${card.dialect}@card`;
  return await runScript(card.program(base), { FISH_API_KEY: 'any', FISHSPEECH_API_KEY: 'any' });
}

test.each(['fish-audio', 'ws', 'fishspeech'])('%s hears the sandbox through the tap', async (id) => {
  const { code, out, errors } = await ran(id);
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(out).toMatch(/[1-9]\d{3,} bytes of sound/);
});

test('fish-audio-sdk does, too, unless it loses frames that came back to back', async () => {
  const { code, out, errors } = await ran('fish-audio-sdk');
  if (code === 0) expect(out).toMatch(/[1-9]\d{3,} bytes of sound/);
  else expect(errors).toContain('Connection closed');
});
