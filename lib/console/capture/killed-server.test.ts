/** The server dies without a word, in each state a connection can be in, and another takes its place. */
import { beforeAll, expect, test } from 'vitest';
import { frameHasher } from '../../bytes/frame-hash.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { problem } from '../../problem/problem.ts';
import type { MemoryPeer } from '../../transport/memory.ts';
import type { Connection } from '../state.ts';
import { type CoreStage, coreStage } from './core-stage.ts';
import { drawRows } from './drawn-session.ts';

// The hash's code loads in real time, which the clock of the stage does not wait for.
beforeAll(() => frameHasher());

const accepted = (peer: MemoryPeer) => {
  peer.accept();
  peer.send('text', encodeUtf8('{"event":"ready"}'));
};
const drawn = (s: CoreStage) => drawRows(s.page.view?.rows ?? []);

/** `after`: how the connection stands once the new server is found. */
type State = { serve: (peer: MemoryPeer) => void; leave?: boolean; phase: Connection['phase']; after: string };

const states: Record<string, State | null> = {
  'none yet': null,
  dialling: { serve: () => {}, phase: 'dialling', after: 'failed session_gone' },
  open: { serve: accepted, phase: 'open', after: 'failed session_gone' },
  closing: {
    serve(peer) {
      accepted(peer);
      peer.onClose = () => {};
    },
    leave: true,
    phase: 'closing',
    after: 'failed session_gone',
  },
  closed: {
    serve(peer) {
      accepted(peer);
      peer.close(1000);
    },
    phase: 'closed',
    after: 'closed',
  },
  refused: { serve: (peer) => peer.refuse(402, 'Payment Required'), phase: 'refused', after: 'refused refused' },
};

test.each(Object.entries(states))('a connection that is %s', async (_, state) => {
  const s = coreStage(state?.serve ?? accepted);
  await s.clock.advance(20);
  const connect = () => s.core.take({ do: 'connect', ask: s.ask('sandbox-fishspeech') });
  if (state !== null) connect();
  await s.clock.advance(50);
  if (state?.leave) s.core.take({ do: 'disconnect' });
  await s.clock.advance(50);
  if (state !== null) expect(s.page.connection?.phase).toBe(state.phase);
  const before = drawn(s);
  const dials = s.peers.length;
  const asked = s.commands.filter((command) => command.includes('"open"')).length;

  s.restart();
  await s.clock.advance(20);
  expect(s.page.link).toBe('lost');
  expect(drawn(s).slice(0, before.length)).toEqual(before);
  await s.clock.advance(600);
  expect(s.page.link).toBe('open');
  await s.clock.advance(120_000);

  // Not a row is lost, and nothing was asked of an upstream that nobody asked for.
  expect(drawn(s).slice(0, before.length)).toEqual(before);
  expect([s.peers.length, s.commands.filter((command) => command.includes('"open"')).length]).toEqual([dials, asked]);
  if (state !== null) {
    const { phase, problem } = s.page.connection ?? {};
    expect(`${phase} ${problem?.code ?? ''}`.trim()).toBe(state.after);
  }

  connect();
  await s.clock.advance(50);
  expect([s.peers.length, s.page.connection?.phase]).toEqual([
    dials + 1,
    state?.leave ? 'open' : (state?.phase ?? 'open'),
  ]);
});

test('a server that goes down says so until the next one is there', async () => {
  const s = coreStage(accepted);
  const why = problem('draining', 'Nothing new is begun; what is under way may end within 30 s.');
  await s.clock.advance(20);
  s.goDown(why);
  await s.clock.advance(20);
  // As a note, not an alert: nothing is lost yet.
  expect([s.page.goingDown, s.page.alert]).toEqual([why, undefined]);
  s.cut();
  await s.clock.advance(600);
  expect([s.page.link, s.page.goingDown]).toEqual(['open', why]);
  s.restart();
  await s.clock.advance(600);
  expect([s.page.link, s.page.goingDown]).toEqual(['open', null]);
});
