import { expect, test } from 'vitest';
import { answerHeaders, callHeaders, forClient, framingOf, upgradeHeaders } from './passed-headers.ts';

const names = (headers: readonly { name: string }[]) => headers.map(({ name }) => name);

test('an upgrade keeps what it needs of its hop, and loses what Connection names besides', () => {
  const raw = [
    'host',
    'us:1',
    'CONNECTION',
    'keep-alive, Upgrade, X-Own',
    'Upgrade',
    'websocket',
    'X-Own',
    '1',
    'TE',
    'trailers',
  ];
  expect(upgradeHeaders([...raw, 'Proxy-Authorization', 'secret'], 'them', 'strip').headers).toEqual([
    { name: 'host', value: 'them' },
    { name: 'CONNECTION', value: 'keep-alive, Upgrade' },
    { name: 'Upgrade', value: 'websocket' },
  ]);
});

test('a Connection that names Host or a length takes neither away', () => {
  const raw = ['Host', 'us', 'Connection', 'host, content-length, upgrade', 'Content-Length', '3'];
  expect(names(callHeaders(raw, 'POST', 'them'))).toEqual(['Host', 'Content-Length', 'Connection']);
});

test('offers of compression go, however they are written; others stay', () => {
  const offer = (...values: string[]) =>
    upgradeHeaders(
      values.flatMap((value) => ['Sec-WebSocket-Extensions', value]),
      'h',
      'strip',
    );
  expect(offer('permessage-deflate')).toEqual({ headers: [], deflateStripped: true });
  expect(offer('PerMessage-Deflate; x=1 , permessage-deflate').headers).toEqual([]);
  expect(offer('x-webkit-deflate-frame', 'a; b, permessage-deflate,c').headers.map(({ value }) => value)).toEqual([
    'a; b,c',
  ]);
  expect(offer('permessage-deflate-own')).toMatchObject({ deflateStripped: false, headers: [{}] });
});

test('of cookies only the one of this console is left out', () => {
  const cookie = (value: string) => upgradeHeaders(['Cookie', value], 'h', 'strip').headers.map((one) => one.value);
  expect(cookie('a=1; wiretone_4820=x; b=2')).toEqual(['a=1; b=2']);
  expect(cookie('wiretone_4820=x')).toEqual([]);
  expect(cookie('__Host-wiretone_4820=x')).toEqual([]);
  // As the gate reads it.
  expect(cookie('wiretone_4820 =x; b=2')).toEqual(['b=2']);
  expect(cookie('my_wiretone_4820=x;wiretone_y=1')).toEqual(['my_wiretone_4820=x;wiretone_y=1']);
});

test('the framing of a body is kept, and a call without one says so where a body could be', () => {
  expect(framingOf(['Transfer-Encoding', 'chunked'])).toBe('chunked');
  expect(names(callHeaders(['transfer-encoding', 'chunked'], 'POST', 'h'))).toEqual([
    'Transfer-Encoding',
    'Connection',
  ]);
  expect(names(callHeaders([], 'POST', 'h'))).toEqual(['Content-Length', 'Connection']);
  expect(names(callHeaders([], 'GET', 'h'))).toEqual(['Connection']);
});

test('what a browser would keep of an answer is withheld from browsers alone', () => {
  const answer = answerHeaders(['set-cookie', 'a', 'Set-Cookie', 'b', 'Keep-Alive', '1', 'Alt-Svc', 'x', 'X', 'y']);
  expect(names(forClient([], answer).headers)).toEqual(['set-cookie', 'Set-Cookie', 'Alt-Svc', 'X']);
  expect(forClient(['sec-fetch-site', 'none'], answer)).toEqual({
    headers: [{ name: 'X', value: 'y' }],
    withheld: ['set-cookie', 'Set-Cookie', 'Alt-Svc'],
  });
});
