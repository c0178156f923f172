import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReplayAddress, readSpeed } from './address.ts';
import { safeHeaders, safeStatus, safeStatusText } from './safe-answer.ts';

describe('the address of a recording', () => {
  it.each([
    ['/replay/3f2a', '3f2a', 1, ''],
    ['/replay/3f2a/v1/tts/live', '3f2a', 1, '/v1/tts/live'],
    ['/replay/3f2a~speed=2//v1/tts/live?token=x', '3f2a', 2, '//v1/tts/live'],
    ['/replay/3f2a%7Espeed%3D0.5', '3f2a', 0.5, ''],
    ['/replay/3f2a~speed=max/', '3f2a', Number.POSITIVE_INFINITY, '/'],
    ['/replay/3f2a~,?speed=3', '3f2a', 1, ''],
  ])('%s', (target, id, speed, rest) => {
    expect(parseReplayAddress(target)).toEqual({ id, speed, rest });
  });

  it.each([
    ['/replay/', 'no_route'],
    ['/sandbox/fish', 'no_route'],
    ['/replay/3f2a~speed=0', 'bad_switch'],
    ['/replay/3f2a~speed', 'bad_switch'],
    ['/replay/3f2a~speed=1e3', 'bad_switch'],
    ['/replay/3f2a~pace=1', 'bad_switch'],
  ])('%s is %s', (target, code) => {
    expect(parseReplayAddress(target)).toMatchObject({ code });
  });

  it('reads whatever is asked for', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseReplayAddress(`/replay/${text}`)));
    expect(['0.01', '100', 'max', '0.001', '101', '-1', '', ' 1', 'NaN'].map(readSpeed)).toEqual([
      0.01,
      100,
      Number.POSITIVE_INFINITY,
      ...Array.from({ length: 6 }, () => null),
    ]);
  });
});

it('gives on of a recorded answer only what does no harm', () => {
  const header = (name: string, value = 'x') => ({ name, value });
  const all = [
    'Content-Type',
    'set-cookie',
    'Location',
    'Retry-After',
    'X-RateLimit-Limit',
    'x-fish-trace-id',
    'Sec-WebSocket-Accept',
    'Connection',
    'Strict-Transport-Security',
    'Content-Length',
    'Access-Control-Allow-Origin',
  ];
  expect(safeHeaders(all.map((name) => header(name))).map(({ name }) => name)).toEqual([
    'Content-Type',
    'Retry-After',
    'X-RateLimit-Limit',
    'x-fish-trace-id',
  ]);
  expect(
    safeHeaders([header('content-type', 'a\r\nb: c'), header('content-type', 'ü'), header('x-fish-a\r\nb')]),
  ).toEqual([]);
  expect(safeHeaders(Array.from({ length: 999 }, () => header('retry-after')))).toHaveLength(32);
  expect([101, 100, 0, 200, 302, 401, 599, 999, Number.NaN].map(safeStatus)).toEqual([
    502, 502, 502, 200, 302, 401, 599, 502, 502,
  ]);
  expect([
    safeStatusText('No\r\nX: y', 'Usual'),
    safeStatusText('', 'Usual'),
    safeStatusText('I see', 'Usual'),
  ]).toEqual(['Usual', 'Usual', 'I see']);
});
