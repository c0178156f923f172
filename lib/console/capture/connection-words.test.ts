import { expect, test } from 'vitest';
import { TapEnding } from '../../relay/tap/tap-ending.ts';
import type { CloseEntry, EntryBody } from '../../session/entry.ts';
import { endedHereWords, faultEnds } from '../../session/mark-words.ts';
import type { Connection } from '../state.ts';
import { connectionAfter } from './connection-words.ts';

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
