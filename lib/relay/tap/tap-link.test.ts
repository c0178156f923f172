/** What a page says of rules and held frames, and what it hears: in its own names and numbers. */
import { beforeEach, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../../bytes/utf8.ts';
import type { Problem } from '../../problem/problem.ts';
import { tapBench } from '../testing/tap-bench.ts';
import type { Command } from '../wire.ts';
import type { BoardNotice, HeldFrame, RuleBoard, TapRule } from './rules.ts';

const rule: TapRule = { id: 'r', on: true, upstream: 'any', dir: 'both', act: 'hold' };

/** A board that writes down what it is asked. */
function scripted() {
  const calls: unknown[][] = [];
  const listeners = new Set<(notice: BoardNotice) => void>();
  let held: HeldFrame[] = [];
  const note = (...call: unknown[]): Problem | null => {
    calls.push(call);
    return null;
  };
  const board: RuleBoard = {
    set: (rules) => note('set', rules),
    rules: () => [rule],
    usedNumber: () => 4,
    armed: () => true,
    stage: () => {
      throw new Error('not here');
    },
    held: () => held,
    waiting: (session) => held.filter((one) => one.session === session).map(({ seq }) => seq),
    release: (...args) => note('release', ...args),
    inject: (...args) => note('inject', ...args),
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    board,
    calls,
    listeners,
    hold(frame: HeldFrame) {
      held = [frame];
      for (const listener of listeners) listener({ say: 'held', ...frame });
    },
    letGo(session: string) {
      held = [];
      for (const listener of listeners) listener({ say: 'let-go', session, held: 1 });
    },
  };
}

let s: ReturnType<typeof scripted>;
let b: ReturnType<typeof tapBench>;
beforeEach(() => {
  s = scripted();
  b = tapBench({ board: s.board, waiting: (session) => s.board.waiting(session) });
});

it('rules are told when it comes and when they change; those of a page go to the board', () => {
  const p = b.page();
  expect(p.notices.at(-1)).toEqual({ say: 'rules', rules: [rule], used: 4 });
  p.say({ op: 'rules', rules: [] });
  expect(s.calls).toEqual([['set', []]]);
  p.leave();
  expect(s.listeners.size).toBe(0);
});

it('a held frame is told to each page under its own session and number, also to one that comes later', async () => {
  const one = b.page();
  const t = b.tap({ kind: 'parsed' }).open();
  for (let i = 0; i < 3; i++) t.record.frame(true, 'text', encodeUtf8('x'), 0);
  await b.clock.advance(50);
  const two = b.page();
  await b.clock.advance(50);
  const seq = t.record.frame(false, 'text', encodeUtf8('held'), 0, { leg: 'upstream' });
  s.hold({ session: t.record.session, held: 1, seq, dir: 'received', rule: 'r' });
  await b.clock.advance(50);
  t.record.frame(false, 'text', encodeUtf8('behind'), 0);
  await b.clock.advance(50);
  const told = (p: typeof one) => p.notices.filter(({ say }) => say === 'held' || say === 'let-go');
  const [first, second] = [one, two].map((p) => p.sessions()[0]?.head.id);
  expect(told(one)).toEqual([{ say: 'held', session: first, held: 1, seq: 6, dir: 'received' }]);
  expect(told(two)).toEqual([{ say: 'held', session: second, held: 1, seq: 4, dir: 'received' }]);
  const late = b.page();
  await b.clock.advance(50);
  // What it missed is not there; what is held is.
  const says = (p: typeof one) =>
    p.records.map(({ body }) =>
      body.kind === 'frame' ? decodeUtf8(body.bytes).text : body.kind === 'mark' ? body.says : body.kind,
    );
  const joined = (count: number) =>
    `joined later: ${count} ${count === 1 ? 'entry before this is' : 'entries before this are'} not here`;
  expect(says(late)).toEqual(['dial', 'handshake', joined(3), 'held', joined(1)]);
  expect(late.records.map((record) => record.seq)).toEqual([1, 2, 3, 4, 5]);
  expect(told(late)).toMatchObject([{ say: 'held', held: 1, seq: 4 }]);
  for (const p of [one, two, late]) {
    const at = told(p)[0];
    const found = p.records.find((record) => at?.say === 'held' && record.seq === at.seq);
    expect(found?.body).toMatchObject({ kind: 'frame', leg: 'upstream' });
  }
  s.letGo(t.record.session);
  expect(told(late).at(-1)).toEqual({ say: 'let-go', session: late.sessions()[0]?.head.id, held: 1 });
  // It went on: nothing keeps it any more.
  t.record.frame(false, 'text', encodeUtf8('held'), 0, { leg: 'client', passed: 'as-is', of: seq });
  await b.clock.advance(50);
  const last = b.page();
  await b.clock.advance(50);
  expect(says(last)).toEqual(['dial', 'handshake', joined(6)]);
});

it('a page is not told of a held frame before it has its entry, nor of one that has gone meanwhile', async () => {
  const p = b.page();
  const t = b.tap({ kind: 'parsed' }).open();
  const told = () => p.notices.filter(({ say }) => say === 'held' || say === 'let-go');
  const frame = { session: t.record.session, held: 1, dir: 'sent', rule: 'r' } as const;
  const seq = t.record.frame(true, 'text', encodeUtf8('x'), 0, { leg: 'client' });
  s.hold({ ...frame, seq });
  expect(told()).toEqual([]);
  s.letGo(t.record.session);
  await b.clock.advance(50);
  expect(told()).toEqual([]);
});

it('what becomes of it goes to the board under the name the board knows', () => {
  const p = b.page();
  const t = b.tap({ kind: 'parsed' }).open();
  const session = p.sessions()[0]?.head.id ?? '';
  const own = t.record.session;
  p.say({ op: 'release', session, held: 1, act: 'duplicate', delayMs: 20 });
  p.send({ op: 'release-edited', session, held: 2, opcode: 'text', holes: [] }, encodeUtf8('new'));
  p.send({ op: 'inject', session, to: 'client', opcode: 'binary', holes: [] }, encodeUtf8('in'));
  const frame = (opcode: string, text: string) => ({ opcode, bytes: encodeUtf8(text), holes: [] });
  expect(s.calls).toEqual([
    ['release', own, 1, 'duplicate', undefined, 20],
    ['release', own, 2, 'pass', frame('text', 'new')],
    ['inject', own, 'client', frame('binary', 'in')],
  ]);
});

it('a key goes back into the connection it stood in, and to no other peer', () => {
  const p = b.page();
  const key = b.masker.know('a-key-of-the-client', 'met').handle;
  b.tap({ kind: 'parsed' }).open([{ name: 'Authorization', value: 'Bearer a-key-of-the-client' }]);
  b.tap({ kind: 'parsed' }).open();
  const [session, second] = p.sessions().map(({ head }) => head.id);
  const holes = [{ start: 0, end: 19, key }];
  const inject = (to: 'client' | 'upstream', into = session ?? '') =>
    p.send({ op: 'inject', session: into, to, opcode: 'text', holes }, new Uint8Array(19));
  inject('upstream');
  inject('client');
  expect(s.calls).toHaveLength(2);
  inject('upstream', second);
  expect(s.calls).toHaveLength(2);
  expect(p.notices.at(-1)).toMatchObject({ say: 'problem', problem: { code: 'key_needed' } });
  // One that was typed here goes to its upstream alone.
  p.say({ op: 'key', request: 1, upstream: 'sandbox-fish', value: 'a-key-typed-in-the-page' });
  const typed = [{ start: 0, end: 23, key: b.masker.byValueOf('a-key-typed-in-the-page')?.handle ?? '' }];
  const send = (to: 'client' | 'upstream') =>
    p.send({ op: 'inject', session: session ?? '', to, opcode: 'text', holes: typed }, new Uint8Array(23));
  send('upstream');
  expect(s.calls).toHaveLength(3);
  send('client');
  expect(s.calls).toHaveLength(3);
});

it.each<[string, object]>([
  ['rules that are no list', { op: 'rules', rules: 'x' }],
  ['too many rules', { op: 'rules', rules: Array.from({ length: 257 }, () => rule) }],
  ['an act nobody knows', { op: 'release', session: '0'.repeat(32), held: 1, act: 'burn' }],
  ['a held frame that is no number', { op: 'release', session: '0'.repeat(32), held: 'x', act: 'pass' }],
  ['an endless delay', { op: 'release', session: '0'.repeat(32), held: 1, act: 'pass', delayMs: 1e9 }],
])('refuses %s', (_, command) => {
  const p = b.page();
  p.say(command as Command);
  expect(p.notices.at(-1)).toMatchObject({ say: 'problem', problem: { code: 'bad_command' } });
  expect(s.calls).toEqual([]);
});

it.each<[string, object]>([
  ['no held frame', { op: 'release-edited', opcode: 'text' }],
  ['a ping in the place of a frame', { op: 'release-edited', held: 1, opcode: 'ping' }],
  ['no peer', { op: 'inject', opcode: 'text' }],
  ['a peer there is not', { op: 'inject', opcode: 'text', to: 'us' }],
  ['a hole beyond its bytes', { op: 'inject', opcode: 'text', to: 'client', holes: [{ start: 0, end: 9, key: 'k' }] }],
])('refuses bytes with %s', (_, head) => {
  const p = b.page();
  p.send({ session: '0'.repeat(32), holes: [], ...head } as never, encodeUtf8('x'));
  expect(p.notices.at(-1)).toMatchObject({ say: 'problem', problem: { code: 'bad_command' } });
  expect(s.calls).toEqual([]);
});
