/** What marks and answers say of frames that go on later, not at all, or never. */
import { expect, test } from 'vitest';
import { toBase64 } from '../../bytes/base64.ts';
import { decodeUtf8, encodeUtf8 } from '../../bytes/utf8.ts';
import { fish } from '../../dialects/fish/fish.ts';
import { audio, event, holdBench, ruleOf, say } from '../testing/hold-bench.ts';
import { openMatcher } from './hold-match.ts';

const words = (bench: ReturnType<typeof holdBench>) => bench.log.map((line) => line.replace(/^\d+ /, ''));

test('let go changed and later: its rule is off meanwhile, and it goes on when it was to, changed', async () => {
  const bench = holdBench([ruleOf({ kind: 'text' })]);
  bench.sent('a', say('a'));
  const edited = { opcode: 'binary', bytes: bench.named('A', say('A')), holes: [] } as const;
  bench.board.release('s', 1, 'pass', edited, 500);
  bench.board.set([]);
  expect(bench.got.upstream).toEqual([]);
  await bench.clock.advance(500);
  expect(bench.got.upstream).toEqual(['A']);
  expect(words(bench).filter((line) => line.startsWith('user'))).toEqual([
    'user: held: rule "r" about 1',
    'user: held for 0 ms, then let go changed, to go on 500 ms later about 1',
  ]);
});

test('what could not be replaced is not said to be', () => {
  const bytes = toBase64(encodeUtf8('key#9'));
  const replacement = { opcode: 'text' as const, bytes, holes: [{ start: 0, end: 5, key: 'key#9' }] };
  const bench = holdBench([ruleOf({ act: 'replace', kind: 'text', replacement })]);
  bench.sent('a', say('a'));
  expect(words(bench).filter((line) => line.startsWith('user: replaced'))).toEqual([]);
  expect(words(bench).filter((line) => line.startsWith('user: not replaced'))).toHaveLength(1);
});

test('nothing is put in for a peer that has been closed, or has left', () => {
  const bench = holdBench([ruleOf({ kind: 'stop' })]);
  const frame = () => ({ opcode: 'binary', bytes: bench.named('i', say('i')), holes: [] }) as const;
  bench.closing('upstream', 1000);
  expect(bench.board.inject('s', 'client', frame())?.code).toBe('not_connected');
  expect(bench.board.inject('s', 'upstream', frame())).toBeNull();
  bench.stage.left('upstream');
  expect(bench.board.inject('s', 'upstream', frame())?.code).toBe('not_connected');
  expect(bench.got).toEqual({ client: ['close 1000'], upstream: ['i'] });
  expect(words(bench)).toEqual(['user: put in by hand, for the server', '>upstream i injected']);
});

test('ended from here: what waits is lost, and marks say so', async () => {
  const bench = holdBench([ruleOf({})]);
  bench.received('x', audio(1));
  bench.sent('a', say('a'));
  await bench.clock.advance(20);
  bench.stage.left('us');
  expect(words(bench).slice(-2)).toEqual([
    'user: held 20 ms, until the connection was ended here: it never went on about 3',
    'user: held 20 ms, until the connection was ended here: it never went on about 1',
  ]);
  expect(bench.board.held()).toEqual([]);
});

test('a peer of which nothing waits any more is read, however much of the other one waits', () => {
  const bench = holdBench([ruleOf({})], { waitingFrames: 10 });
  for (let i = 0; i < 9; i++) bench.received(`x${i}`, audio(i));
  for (const name of ['a', 'b']) bench.sent(name, say(name));
  expect(bench.full).toEqual(['client true']);
  bench.board.release('s', 10, 'pass');
  expect(bench.full).toEqual(['client true']);
  bench.board.release('s', 11, 'pass');
  expect(bench.full).toEqual(['client true', 'client false']);
});

test('what goes on in place of what came counts too', () => {
  const replacement = { opcode: 'binary' as const, bytes: toBase64(event('text', { text: 'y'.repeat(100_000) })) };
  const rules = [ruleOf({ nth: 1 }), ruleOf({ id: 'big', act: 'replace', replacement })];
  const bench = holdBench(rules, { waitingBytes: 250_000 });
  for (const name of ['a', 'b', 'c', 'd']) bench.sent(name, say(name));
  expect(bench.full).toEqual(['client true']);

  const edit = holdBench([ruleOf({})], { waitingBytes: 250_000 });
  for (const name of ['a', 'b', 'c', 'd']) edit.sent(name, say(name));
  const big = () => ({ opcode: 'binary' as const, bytes: event('text', { text: 'y'.repeat(100_000) }), holes: [] });
  for (const held of [2, 3]) edit.board.release('s', held, 'pass', big());
  expect(edit.full).toEqual([]);
  edit.board.release('s', 4, 'pass', big(), 5);
  expect(edit.full).toEqual(['client true']);
  edit.board.release('s', 1, 'pass');
  expect(edit.got.upstream).toHaveLength(3);
  edit.board.set([]);
});

test('many rules over fields read a frame once', () => {
  let inspected = 0;
  const counting = {
    ...fish,
    inspect: (...of: Parameters<typeof fish.inspect>) => {
      inspected++;
      return fish.inspect(...of);
    },
  };
  const rules = Array.from({ length: 50 }, (_, i) =>
    ruleOf({ id: `${i}`, act: 'drop', field: { path: 'text', is: `${i} ` } }),
  );
  const frame = { dir: 'sent', opcode: 'binary', bytes: say('49') } as const;
  expect(openMatcher(counting, 'fish', '').match(frame, rules)?.id).toBe('49');
  expect(inspected).toBe(1);
  expect(decodeUtf8(frame.bytes).text).toContain('49');
});

test('what stands aside does not keep a close frame back: it is lost, and a mark says so', () => {
  const bench = holdBench([ruleOf({ kind: 'audio', overtake: true })]);
  bench.received('x', audio(1));
  bench.closing('upstream', 1000);
  expect(bench.got.client).toEqual(['close 1000']);
  expect(words(bench).at(-1)).toBe('user: held 0 ms, until the connection was closed: it never went on about 1');
  expect(bench.board.held()).toEqual([]);
});

test('a frame of the user that cannot go is not sent', () => {
  const bench = holdBench([], { maxPayload: 20 });
  bench.masker.know('abcdefgh-123', 'given');
  const inject = (size: number, end: number) =>
    bench.board.inject('s', 'upstream', {
      opcode: 'binary',
      bytes: new Uint8Array(size),
      holes: [{ start: end - 12, end, key: 'key#1' }],
    })?.code;
  expect([inject(21, 12), inject(20, 21), inject(20, 20)]).toEqual(['too_large', 'bad_value', undefined]);
  expect(bench.got.upstream).toHaveLength(1);
});

test('what waits is known by the numbers of its entries, and no id of a rule is given twice', () => {
  const bench = holdBench([ruleOf({ id: 'r3', dir: 'sent', nth: 1 })]);
  bench.sent('a', say('a'));
  bench.sent('b', say('b'));
  bench.received('x', audio(1));
  expect(bench.board.waiting('s').map((seq) => bench.log[seq - 1])).toEqual(['1 client| a', '3 client| b']);
  bench.board.release('s', 1, 'drop');
  expect([bench.board.waiting('s'), bench.board.waiting('other')]).toEqual([[], []]);
  bench.board.set([]);
  expect([bench.board.rules(), bench.board.usedNumber()]).toEqual([[], 3]);
});
