import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { dialectOf } from '../../dialects/registry.ts';
import type { DialEntry, EntryBody } from '../../session/entry.ts';
import { CapturedSession } from './captured-session.ts';
import { drawnHead } from './drawn-session.ts';
import { detailOf } from './entry-detail.ts';
import { meaningOf } from './entry-words.ts';

function factsOf(body: EntryBody): Record<string, string> {
  const dialect = dialectOf('fish');
  if (dialect === undefined) throw new Error('no dialect');
  const session = new CapturedSession(drawnHead, dialect, 'test');
  session.append(0, body);
  return Object.fromEntries(detailOf(session, 1).facts.map(({ name, value }) => [name, value]));
}

const close = (reason: string): EntryBody => {
  return { kind: 'close', by: 'peer', code: 1008, reason: encodeUtf8(reason), clean: true };
};

describe('what the inspector says of an end', () => {
  it('code, who, and the reason with its size in bytes', () => {
    expect(factsOf(close('Schlüssel gesperrt'))).toEqual({
      Code: '1008',
      'Closed by': 'the other side',
      Clean: 'yes',
      Reason: 'Schlüssel gesperrt',
      'Reason size': '19 of 123 bytes',
    });
  });

  // A sender that cuts at whole characters stops a byte or two short.
  it.each([
    [120, ''],
    [121, ' - probably cut'],
    [123, ' - probably cut'],
  ])('%d bytes%s', (size, cut) => {
    expect(factsOf(close('r'.repeat(size)))['Reason size']).toBe(`${size} of 123 bytes${cut}`);
  });
});

it('shows the times of a dial that were taken, and only those', () => {
  const handshake = (timings: object): EntryBody => {
    return { kind: 'handshake', status: 101, statusText: 'Switching Protocols', headers: [], timings };
  };
  expect(factsOf(handshake({ dns: 1.234, tcp: 3, tls: 20.4, upgrade: 100.6 })).Timings).toBe(
    'dns 1.2 ms, tcp 3 ms, tls 20 ms, upgrade 101 ms',
  );
  expect(factsOf(handshake({ upgrade: 0.5 })).Timings).toBe('upgrade 0.5 ms');
});

it('what was to go wrong on purpose stands in the row of the upgrade, whether it found an occasion or not', () => {
  const dial: DialEntry = { kind: 'dial', url: 'wss://x.example/v1', headers: [], via: 'tap' };
  expect(meaningOf({ ...dial, faults: 'first-audio:4000+reset@2' })).toBe(
    'GET /v1 - wss://x.example - faults asked for: first-audio:4000+reset@2',
  );
  expect(meaningOf(dial)).toBe('GET /v1 - wss://x.example');
  expect(factsOf({ ...dial, faults: 'reset@2' })).toMatchObject({ Faults: 'reset@2' });
});
