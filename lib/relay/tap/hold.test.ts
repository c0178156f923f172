import { describe, expect, test } from 'vitest';
import { toBase64 } from '../../bytes/base64.ts';
import { decodeUtf8, encodeUtf8 } from '../../bytes/utf8.ts';
import { audio, event, holdBench, ruleOf, say } from '../testing/hold-bench.ts';

const heldOf = (bench: ReturnType<typeof holdBench>) => bench.board.held().map((h) => `${h.held}@${h.seq} ${h.dir}`);

test('no rule matches: everything crosses, unchanged and at once', () => {
  const bench = holdBench([ruleOf({ kind: 'stop' })]);
  bench.sent('a', say('a'));
  bench.received('x', audio(1));
  bench.sent('p', encodeUtf8('p'), 'ping');
  expect(bench.log).toEqual(['1 client> a', '2 upstream> x', '3 client> p']);
  expect(bench.got).toEqual({ upstream: ['a', 'ping'], client: ['x'] });
});

test('a held frame and those behind it wait in order; the other direction and pings flow', async () => {
  const bench = holdBench([ruleOf({ kind: 'audio', nth: 1 })]);
  bench.received('x', audio(1));
  bench.received('y', audio(2));
  bench.received('z', event('finish', { reason: 'stop' }));
  bench.received('', encodeUtf8(''), 'ping');
  bench.sent('a', say('a'));
  expect(bench.got).toEqual({ client: ['ping'], upstream: ['a'] });
  await bench.told();
  expect(heldOf(bench)).toEqual(['1@1 received']);
  await bench.clock.advance(3200);
  expect(bench.board.release('s', 1, 'pass')).toBeNull();
  expect(bench.got.client).toEqual(['ping', 'x', 'y', 'z']);
  expect(bench.log).toEqual([
    '1 upstream| x',
    '2 user: held: rule "r" about 1',
    '3 upstream| y',
    '4 upstream| z',
    '5 upstream> ',
    '6 client> a',
    '7 user: held for 3200 ms, then let go as it was about 1',
    '8 >client x as-is of 1',
    '9 >client y as-is of 3',
    '10 >client z as-is of 4',
  ]);
  const said = bench.notices.flatMap((n) => (n.say === 'rules' ? [] : [`${n.say} ${n.held}`]));
  expect(said).toEqual(['held 1', 'let-go 1']);
  expect(bench.board.held()).toEqual([]);
  expect(bench.board.release('s', 1, 'pass')?.code).toBe('not_held');
});

test('each frame a rule holds is let go by itself; one released early keeps its place', async () => {
  const bench = holdBench([ruleOf({ kind: 'text' })]);
  for (const name of ['a', 'b', 'c']) bench.sent(name, say(name));
  await bench.told();
  bench.board.release('s', 2, 'pass');
  expect(bench.got.upstream).toEqual([]);
  bench.board.release('s', 1, 'pass');
  expect(bench.got.upstream).toEqual(['a', 'b']);
  bench.board.release('s', 3, 'duplicate');
  expect(bench.got.upstream).toEqual(['a', 'b', 'c', 'c']);
});

test('edited: the peer gets the new bytes, the record has both', () => {
  const bench = holdBench([ruleOf({ kind: 'text' })]);
  bench.sent('a', say('a'));
  const edited = bench.named('A', say('A'));
  bench.board.release('s', 1, 'pass', { opcode: 'binary', bytes: edited, holes: [] });
  expect(bench.got.upstream).toEqual(['A']);
  expect(bench.log).toEqual([
    '1 client| a',
    '2 user: held: rule "r" about 1',
    '3 user: held for 0 ms, then let go changed about 1',
    '4 >upstream A edited of 1',
  ]);
});

test('released to be dropped, or later', async () => {
  const bench = holdBench([ruleOf({ kind: 'text' })]);
  for (const name of ['a', 'b', 'c']) bench.sent(name, say(name));
  bench.board.release('s', 1, 'drop');
  bench.board.release('s', 2, 'pass', undefined, 500);
  bench.board.release('s', 3, 'pass');
  await bench.clock.advance(499);
  expect(bench.got.upstream).toEqual([]);
  await bench.clock.advance(1);
  expect(bench.got.upstream).toEqual(['b', 'c']);
  expect(bench.log.filter((line) => line.includes('held for'))).toEqual([
    '7 user: held for 0 ms, then dropped about 1',
    '8 user: held for 0 ms, then let go as it was, to go on 500 ms later about 3',
    '9 user: held for 0 ms, then let go as it was about 5',
  ]);
});

describe('rules that act by themselves', () => {
  test('drop', () => {
    const bench = holdBench([ruleOf({ act: 'drop', kind: 'text', nth: 2 })]);
    for (const name of ['a', 'b', 'c']) bench.sent(name, say(name));
    expect(bench.got.upstream).toEqual(['a', 'c']);
    expect(bench.log).toEqual([
      '1 client> a',
      '2 client| b dropped',
      '3 user: dropped: rule "r" about 2',
      '4 client> c',
    ]);
  });

  test('duplicate', () => {
    const bench = holdBench([ruleOf({ act: 'duplicate', kind: 'audio', nth: 1 })]);
    bench.received('x', audio(1));
    bench.received('y', audio(2));
    expect(bench.got.client).toEqual(['x', 'x', 'y']);
    expect(bench.log).toEqual([
      '1 upstream> x',
      '2 user: passed on twice: rule "r" about 1',
      '3 >client x as-is of 1',
      '4 upstream> y',
    ]);
  });

  test('delay: those behind keep their place, with "overtake" they do not wait', async () => {
    const bench = holdBench([ruleOf({ act: 'delay', delayMs: 200, kind: 'audio', nth: 1 })]);
    bench.received('x', audio(1));
    await bench.clock.advance(150);
    bench.received('y', audio(2));
    expect(bench.got.client).toEqual([]);
    await bench.clock.advance(50);
    expect(bench.got.client).toEqual(['x', 'y']);
    expect(bench.clock.pending()).toBe(0);

    const past = holdBench([ruleOf({ act: 'delay', delayMs: 200, kind: 'audio', nth: 1, overtake: true })]);
    past.received('x', audio(1));
    past.received('y', audio(2));
    expect(past.got.client).toEqual(['y']);
    await past.clock.advance(200);
    expect(past.got.client).toEqual(['y', 'x']);
  });

  test('replace, with a key in its hole: the wire has the key, and whoever records knows it', () => {
    const hole = (text: string) => ({ start: text.indexOf('key#1'), end: text.indexOf('key#1') + 12, key: 'key#1' });
    const text = '{"event":"text","text":"key#1......."}';
    const bytes = toBase64(encodeUtf8(text));
    const replacement = { opcode: 'text' as const, bytes, holes: [hole(text)] };
    const bench = holdBench([ruleOf({ act: 'replace', dir: 'sent', kind: 'text', replacement })]);
    bench.masker.know('abcdefgh-123', 'given');
    const wire = bench.named('R', encodeUtf8(text.replace('key#1.......', 'abcdefgh-123')));
    bench.sent('a', say('a'));
    expect(bench.got.upstream).toEqual(['R']);
    const recorded = Uint8Array.from(wire);
    bench.masker.mask(recorded);
    expect(decodeUtf8(recorded).text).toBe(text);
  });

  test('a replacement whose key is gone: as it was, and a mark says why', () => {
    const replacement = {
      opcode: 'text' as const,
      bytes: toBase64(encodeUtf8('key#9')),
      holes: [{ start: 0, end: 5, key: 'key#9' }],
    };
    const bench = holdBench([ruleOf({ act: 'replace', kind: 'text', replacement })]);
    bench.sent('a', say('a'));
    expect(bench.got.upstream).toEqual(['a']);
    expect(bench.log.join('\n')).toContain(
      'not replaced, passed on as it was: rule "r": The server does not know key#9',
    );
  });

  test('a key of another connection is put nowhere', () => {
    const bytes = toBase64(encodeUtf8('key#7...'));
    const replacement = { opcode: 'text' as const, bytes, holes: [{ start: 0, end: 8, key: 'key#7' }] };
    const bench = holdBench([ruleOf({ act: 'replace', kind: 'text', replacement })]);
    for (let i = 1; i <= 7; i++) bench.masker.know(`secret-${i}`, 'given');
    bench.sent('a', say('a'));
    expect(bench.got.upstream).toEqual(['a']);
    expect(bench.log.join('\n')).toContain('rule "r": key#7 was not met on this connection');
  });

  test('of two rules the first acts; both count', () => {
    const bench = holdBench([
      ruleOf({ id: 'one', act: 'drop', kind: 'text', nth: 1 }),
      ruleOf({ id: 'two', act: 'duplicate', dir: 'sent', nth: 2 }),
    ]);
    for (const name of ['a', 'b', 'c']) bench.sent(name, say(name));
    expect(bench.got.upstream).toEqual(['b', 'b', 'c']);
  });
});

describe('what a rule matches', () => {
  const start = event('start', { request: { text: '', format: 'opus', chunk_length: 200 } });
  const table: [string, Parameters<typeof ruleOf>[0], boolean][] = [
    ['nothing named', {}, true],
    ['off', { on: false }, false],
    ['direction', { dir: 'sent' }, true],
    ['other direction', { dir: 'received' }, false],
    ['upstream', { upstream: 'fish' }, true],
    ['other upstream', { upstream: 'fishspeech' }, false],
    ['tap name', { name: '' }, true],
    ['other tap name', { name: 'mine' }, false],
    ['kind', { kind: 'start' }, true],
    ['other kind', { kind: 'text' }, false],
    ['field', { field: { path: 'request.format', is: 'opus' } }, true],
    ['number field', { field: { path: 'request.chunk_length', is: '200' } }, true],
    ['part of a field', { field: { path: 'request.format', is: 'pu', part: true } }, true],
    ['part where all is asked', { field: { path: 'request.format', is: 'pu' } }, false],
    ['field that is not there', { field: { path: 'request.nope', is: 'opus' } }, false],
    ['map', { field: { path: 'request', is: '' } }, false],
  ];
  test.each(table)('%s', (_name, more, matches) => {
    const bench = holdBench([ruleOf({ act: 'drop', ...more })]);
    bench.sent('s', start);
    expect(bench.got.upstream).toEqual(matches ? [] : ['s']);
    expect(bench.board.armed('fish', '')).toBe(
      more.on !== false && ['any', 'fish', undefined].includes(more.upstream) && more.name !== 'mine',
    );
  });

  test('pings only where they are named', () => {
    const bench = holdBench([ruleOf({ act: 'drop', kind: 'ping' })]);
    bench.sent('', encodeUtf8(''), 'ping');
    bench.sent('', encodeUtf8(''), 'pong');
    expect(bench.got.upstream).toEqual(['pong']);
  });

  test('bytes that nobody can read have a kind too', () => {
    const bench = holdBench([ruleOf({ act: 'drop', kind: 'unreadable' })]);
    bench.received('junk', Uint8Array.of(0xc1));
    bench.received('x', audio(1));
    expect(bench.got.client).toEqual(['x']);
  });
});

test('injected both ways, past what waits', () => {
  const bench = holdBench([ruleOf({})]);
  bench.received('x', audio(1));
  bench.sent('a', say('a'));
  const frame = (data: Uint8Array) => ({ opcode: 'binary', bytes: data, holes: [] }) as const;
  expect(bench.board.inject('s', 'client', frame(bench.named('i', audio(9))))).toBeNull();
  expect(bench.board.inject('s', 'upstream', frame(bench.named('j', say('j'))))).toBeNull();
  expect(bench.got).toEqual({ client: ['i'], upstream: ['j'] });
  expect(bench.log.slice(4)).toEqual([
    '5 user: put in by hand, for the client',
    '6 >client i injected',
    '7 user: put in by hand, for the server',
    '8 >upstream j injected',
  ]);
  const big = { opcode: 'ping', bytes: new Uint8Array(126), holes: [] } as const;
  expect(bench.board.inject('s', 'client', big)?.code).toBe('bad_value');
  expect(bench.board.inject('other', 'client', big)?.code).toBe('not_held');
});

test('a short key is not put where the record could not hide it', () => {
  const bench = holdBench([]);
  bench.masker.know('tiny', 'given');
  const frame = () =>
    ({ opcode: 'text', bytes: encodeUtf8('key#'), holes: [{ start: 0, end: 4, key: 'key#1' }] }) as const;
  expect(bench.board.inject('s', 'upstream', frame())?.detail).toContain('too short');
  expect(bench.board.inject('s', 'client', frame())?.detail).toContain('too short');
  expect(bench.got).toEqual({ client: [], upstream: [] });
});

test('disarmed: everything goes on, in order, and marks say why', async () => {
  const bench = holdBench([ruleOf({ kind: 'text', dir: 'sent' }), ruleOf({ id: 'other', kind: 'audio' })]);
  for (const name of ['a', 'b']) bench.sent(name, say(name));
  bench.received('x', audio(1));
  await bench.clock.advance(10);
  bench.board.set([ruleOf({ kind: 'text', dir: 'sent', on: false }), ruleOf({ id: 'other', kind: 'audio' })]);
  expect(bench.got).toEqual({ upstream: ['a', 'b'], client: [] });
  expect(bench.log.filter((line) => line.includes('is off'))).toHaveLength(2);
  bench.sent('c', say('c'));
  expect(bench.got.upstream).toEqual(['a', 'b', 'c']);
  expect(heldOf(bench)).toEqual(['3@5 received']);
  bench.board.set([]);
  expect(bench.got.client).toEqual(['x']);
});

test('an edited list leaves the counts of the other rules alone', () => {
  const rules = () => [ruleOf({ act: 'drop', kind: 'text', nth: 2 })];
  const bench = holdBench(rules());
  bench.sent('a', say('a'));
  bench.board.set([...rules(), ruleOf({ id: 'new', kind: 'stop' })]);
  bench.sent('b', say('b'));
  expect(bench.got.upstream).toEqual(['a']);
});

describe('the end', () => {
  test('a close frame waits for what was held before it', async () => {
    const bench = holdBench([ruleOf({ kind: 'audio' })]);
    bench.received('x', audio(1));
    bench.closing('upstream', 1000);
    expect(bench.got.client).toEqual([]);
    bench.board.release('s', 1, 'pass');
    expect(bench.got.client).toEqual(['x', 'close 1000']);
  });

  test('the client left: nothing goes on any more, the marks say so, and its end does', async () => {
    const bench = holdBench([ruleOf({ nth: 1 }), ruleOf({ id: 'd', kind: 'text', act: 'delay', delayMs: 1e6 })], {
      lostListed: 2,
    });
    bench.received('x', audio(1));
    bench.received('y', audio(2));
    bench.received('z', audio(3));
    bench.sent('a', say('a'));
    bench.closing('client', 1001);
    await bench.clock.advance(5);
    const from = bench.log.length;
    bench.stage.left('client');
    expect(bench.got).toEqual({ client: [], upstream: ['close 1001'] });
    expect(bench.log.slice(from).map((line) => line.replace(/^\d+ /, ''))).toEqual([
      'user: delayed 5 ms, until the client left: it never went on about 5',
      'user: held 5 ms, until the client left: it never went on about 1',
      'user: waited 5 ms, until the client left: it never went on about 3',
      'user: 1 more waited until the client left, and never went on',
    ]);
    expect(bench.clock.pending()).toBe(0);
    expect(bench.board.held()).toEqual([]);
  });

  test('the server left: what it had sent can still be let go', () => {
    const bench = holdBench([ruleOf({})]);
    bench.received('x', audio(1));
    bench.sent('a', say('a'));
    bench.closing('upstream', 1006);
    bench.stage.left('upstream');
    expect(bench.got).toEqual({ client: [], upstream: [] });
    bench.board.release('s', 1, 'pass');
    expect(bench.got).toEqual({ client: ['x', 'close 1006'], upstream: [] });
    expect(bench.board.release('s', 2, 'pass')?.code).toBe('not_held');
  });

  test('gone: no timer, nothing held, nothing delivered', async () => {
    const bench = holdBench([ruleOf({ kind: 'audio' }), ruleOf({ id: 'd', act: 'delay', delayMs: 100 })]);
    bench.received('x', audio(1));
    bench.sent('a', say('a'));
    bench.line.gone();
    await bench.clock.advance(1000);
    expect(bench.clock.pending()).toBe(0);
    expect(bench.got).toEqual({ client: [], upstream: [] });
    expect(bench.board.held()).toEqual([]);
    expect(bench.board.inject('s', 'client', { opcode: 'text', bytes: encodeUtf8('x'), holes: [] })?.code).toBe(
      'not_held',
    );
    bench.board.set([]);
  });
});

test('a flood while one is held: whoever floods is not read until half has gone', () => {
  const bench = holdBench([ruleOf({ kind: 'audio', nth: 1 })], { waitingFrames: 10_000 });
  const frame = audio(1);
  let sent = 0;
  while (bench.full.length === 0 && sent < 20_000) {
    bench.received('x', frame);
    sent++;
  }
  expect(sent).toBe(10_001);
  bench.sent('a', say('a'));
  expect(bench.full).toEqual(['upstream true']);
  expect(bench.got.upstream).toEqual(['a']);
  expect(bench.log.at(-2)).toContain(
    `limit: 10001 frames of ${10_001 * frame.length} bytes wait: the server is not read`,
  );
  bench.board.release('s', 1, 'pass');
  expect(bench.full).toEqual(['upstream true', 'upstream false']);
  expect(bench.got.client).toHaveLength(10_001);
});

test('the same by bytes', () => {
  const bench = holdBench([ruleOf({})], { waitingBytes: 100_000 });
  for (let i = 0; i < 4; i++) bench.sent('big', event('text', { text: `${'x'.repeat(30_000)}${i}` }));
  expect(bench.full).toEqual(['client true']);
  bench.board.set([]);
  expect(bench.full).toEqual(['client true', 'client false']);
  expect(bench.got.upstream).toHaveLength(4);
});
