/** Findings in the page's worker: of sessions on show and behind it, of several at once, and of how they were played. */
import { expect, test } from 'vitest';
import { concatBytes } from '../../bytes/concat.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import { streamWavHeader } from '../../sandbox/formats/wav-header.ts';
import type { MemoryPeer } from '../../transport/memory.ts';
import { type CoreStage, coreStage } from './core-stage.ts';

async function ready(serve?: (peer: MemoryPeer) => void): Promise<CoreStage> {
  const s = coreStage(serve);
  await s.clock.advance(20);
  return s;
}

async function connected(s: CoreStage, upstream = 'sandbox-fish'): Promise<string> {
  s.core.take({ do: 'connect', ask: s.ask(upstream, '', { model: 's1' }) });
  await s.clock.advance(50);
  return s.page.live?.session ?? '';
}

async function disconnected(s: CoreStage): Promise<void> {
  s.core.take({ do: 'disconnect' });
  await s.clock.advance(50);
}

async function run(s: CoreStage, steps: readonly object[]): Promise<void> {
  s.core.take({ do: 'run', text: JSON.stringify(steps), ask: null });
  await s.clock.advance(200);
}

const start = { event: 'start', request: { text: '', format: 'mp3', latency: 'balanced' } };
const text = { event: 'text', text: 'Are there any last words? ' };
const badge = (s: CoreStage, id: string) => s.page.sessions?.find((one) => one.id === id)?.findings;
const rules = (s: CoreStage) => s.page.findings?.list.map(({ rule }) => rule);

test('a session behind the one on show is judged as it goes: its silence too', async () => {
  const s = await ready();
  const first = await connected(s);
  await disconnected(s);
  await s.clock.advance(2000);
  const second = await connected(s);
  await run(s, [start, text]);
  s.core.take({ do: 'open-session', id: first });
  await s.clock.advance(5000);
  expect(badge(s, second)).toEqual({ error: 0, warning: 0, info: 0 });
  await s.clock.advance(7000);
  expect(s.page.active).toBe(first);
  expect(badge(s, second)).toEqual({ error: 1, warning: 0, info: 0 });
  expect(rules(s)).toEqual([]);
  await disconnected(s);
  expect(badge(s, second)).toEqual({ error: 1, warning: 1, info: 0 });
  s.core.take({ do: 'open-session', id: second });
  await s.clock.advance(20);
  expect(rules(s)).toEqual(['A21', 'A22']);
});

test('upgrades in quick succession are told in the session that tipped it, and lead to the others', async () => {
  const s = await ready();
  const ids: string[] = [];
  for (let i = 0; i < 3; i++) {
    ids.push(await connected(s));
    await disconnected(s);
  }
  expect(rules(s)).toEqual(['A09']);
  expect(s.page.findings?.list[0]?.sessions?.map(({ id }) => id)).toEqual(ids);
  expect(s.page.findings?.counts.warning).toBe(1);
  expect(ids.map((id) => badge(s, id)?.warning)).toEqual([0, 0, 1]);
  // One of those that prove it is forgotten: two upgrades are no storm.
  s.core.take({ do: 'forget-session', id: ids[0] ?? '' });
  await s.clock.advance(20);
  expect(rules(s)).toEqual([]);
});

/** Answers `start` with sound at 24 kHz, whatever was asked for, and closes. */
function at24k(peer: MemoryPeer): void {
  peer.accept();
  peer.onFrame = () => {
    const audio = concatBytes([streamWavHeader(24_000), new Uint8Array(24_000)]);
    peer.send('binary', encodeMsgpack({ event: 'audio', audio }));
    peer.send('binary', encodeMsgpack({ event: 'finish', reason: 'stop' }));
    peer.close(1000, new Uint8Array(0));
  };
}

test('a player that runs at another rate than was asked for says so at the end of the record', async () => {
  const s = await ready(at24k);
  await connected(s);
  await run(s, [{ event: 'start', request: { text: '', format: 'wav', sample_rate: 44_100 } }]);
  expect(s.heard.rate).toBe(24_000);
  expect(rules(s)).toContain('A55');
  const found = s.page.findings?.list.find(({ rule }) => rule === 'A55');
  const last = s.page.view?.rows.at(-1);
  expect(found?.proofs).toEqual([{ seq: last?.seq }]);
  expect(last).toMatchObject({ kind: 'mark', meaning: 'player set to 24000 Hz, asked for were 44100 Hz' });
  // Played again, it is not said again.
  s.core.take({ do: 'replay' });
  await s.clock.advance(100);
  expect(s.page.findings?.list.find(({ rule }) => rule === 'A55')?.count).toBe(1);
});

test('while the session goes on the numbers of its entries stay the recorder’s: the mark waits for the end', async () => {
  const s = await ready(function stepwise(peer) {
    peer.accept();
    peer.onFrame = () => {
      peer.onFrame = () => peer.close(1000, new Uint8Array(0));
      const audio = concatBytes([streamWavHeader(24_000), new Uint8Array(24_000)]);
      peer.send('binary', encodeMsgpack({ event: 'audio', audio }));
    };
  });
  await connected(s);
  await run(s, [{ event: 'start', request: { text: '', format: 'wav', sample_rate: 44_100 } }]);
  expect(s.heard.samples).toBeGreaterThan(0);
  expect(s.page.view?.rows.at(-1)?.kind).toBe('audio');
  await run(s, [{ event: 'stop' }]);
  expect(s.page.view?.rows.map(({ kind }) => kind).slice(-2)).toEqual(['close', 'mark']);
  expect(rules(s)).toContain('A55');
});

test('nothing is said of a player at the rate that was asked for', async () => {
  const s = await ready(at24k);
  await connected(s);
  await run(s, [{ event: 'start', request: { text: '', format: 'wav', sample_rate: 24_000 } }]);
  expect(s.heard.rate).toBe(24_000);
  expect(rules(s)).not.toContain('A55');
  expect(s.page.view?.rows.at(-1)?.kind).toBe('close');
});
