import { expect, test } from 'vitest';
import { problem } from '../../problem/problem.ts';
import { TapEnding } from '../../relay/tap/tap-ending.ts';
import type { CloseEntry, EntryBody } from '../../session/entry.ts';
import { endedHereWords, faultEnds } from '../../session/mark-words.ts';
import type { Connection } from '../state.ts';
import { closing, connectionAfter, dialling } from './connection-words.ts';
import { coreStage } from './core-stage.ts';

const open: Connection = { phase: 'open', words: 'Open', tone: 'live', problem: null };
const mark = (by: 'user' | 'relay'): EntryBody => ({ kind: 'mark', by, says: endedHereWords });
const close = (by: CloseEntry['by'], code: number): EntryBody => {
  return { kind: 'close', by, code, reason: new Uint8Array(0), clean: false };
};
const after = (...all: EntryBody[]) => all.reduce(connectionAfter, open);

test("a client's connection that was ended from the page is not said to be lost", () => {
  expect(after(mark('user'))).toMatchObject({ phase: 'closing' });
  const ended = { phase: 'closed', words: 'Ended from here', tone: 'neutral', problem: null };
  expect(after(mark('user'), close('network', 1006))).toEqual(ended);
  expect(after(mark('user'), close('us', 1001))).toEqual(ended);
  // The peer was faster, or nobody asked for it.
  expect(after(mark('user'), close('peer', 1000))).toMatchObject({ words: 'Closed 1000' });
  expect(after(close('network', 1006))).toMatchObject({ words: 'Connection lost (1006)', tone: 'error' });
  expect(after(mark('relay'), close('network', 1006))).toMatchObject({ words: 'Connection lost (1006)' });
  expect(after(close('peer', 1000), mark('user'))).toMatchObject({ words: 'Closed 1000' });
});

test('given up before it was open, it is over with the failure; once open, with its close', () => {
  const failure: EntryBody = { kind: 'failure', problem: problem('not_connected', 'Given up.') };
  // As often as it is asked for.
  const givenUp = closing(closing(dialling));
  expect(givenUp).toMatchObject({ phase: 'closing' });
  expect(connectionAfter(givenUp, failure)).toEqual({
    phase: 'failed',
    words: failure.problem.title,
    tone: 'error',
    problem: failure.problem,
  });
  // The answer was faster.
  const answer: EntryBody = { kind: 'handshake', status: 101, statusText: '', headers: [] };
  expect([answer, close('us', 1000)].reduce(connectionAfter, givenUp)).toMatchObject({ phase: 'closed' });
  expect(connectionAfter(closing(open), failure)).toMatchObject({ phase: 'closing', problem: failure.problem });
});

test('Disconnect while it is dialled ends it, and Connect begins another', async () => {
  const s = coreStage(() => {});
  await s.clock.advance(20);
  const connect = () => s.core.take({ do: 'connect', ask: s.ask('sandbox-fishspeech') });
  connect();
  await s.clock.advance(50);
  expect(s.page.connection?.phase).toBe('dialling');
  s.core.take({ do: 'disconnect' });
  await s.clock.advance(50);
  expect(s.page.connection).toMatchObject({ phase: 'failed', problem: { code: 'not_connected' } });
  connect();
  await s.clock.advance(50);
  expect([s.page.connection?.phase, s.peers.length]).toEqual(['dialling', 2]);
});

test('a connection that a fault ended is not said to be lost, or closed by its server', () => {
  const fault = (says: string): EntryBody => ({ kind: 'mark', by: 'fault', says });
  const reset = fault(`reset: ${faultEnds.reset()}`);
  expect(after(reset, close('network', 1006))).toMatchObject({ words: 'Cut by a fault', tone: 'error', problem: null });
  const closes = fault(`close: ${faultEnds.close(4001)}`);
  expect(after(closes, close('peer', 4001))).toMatchObject({ phase: 'closed', words: 'Closed 4001, by a fault' });
  expect(after(closes, close('us', 1000))).toMatchObject({ words: 'Closed 1000' });
  expect(after(fault('jitter: x'), close('peer', 4001))).toMatchObject({ words: 'Closed 4001' });
});

test('of a tap it is said which end it was, and nothing of connecting again', () => {
  const ending = (by: 'client' | 'upstream') => {
    const tap = new TapEnding();
    return after(...tap.ended(by, 'reset'));
  };
  expect(ending('client')).toMatchObject({
    words: 'The client ended the connection (1006)',
    problem: { code: 'connection_lost', detail: 'The client reset its socket without a close frame.' },
  });
  expect(ending('upstream')).toMatchObject({ words: 'The server ended the connection (1006)' });
  for (const by of ['client', 'upstream'] as const) expect(ending(by).problem?.hint).not.toContain('Connect');
});
