import { expect, test } from 'vitest';
import { fakeClock } from '../../../clock/fake.ts';
import { dialectOf } from '../../../dialects/registry.ts';
import { problem } from '../../../problem/problem.ts';
import { decodeSend } from '../../../relay/send.ts';
import type { TapRule } from '../../../relay/tap/rules.ts';
import type { TapView } from '../../rooms/tap-room.ts';
import { CapturedSession } from '../captured-session.ts';
import type { RoomParts } from '../room-parts.ts';
import { TapDesk } from './tap-desk.ts';

const id = 'a'.repeat(32);
const rule: TapRule = { id: 'r1', on: true, upstream: 'any', dir: 'received', kind: 'done', act: 'hold' };

/** A desk whose line writes down what is handed over. `down`: the line is not there. */
function tapStage() {
  const clock = fakeClock();
  const dialect = dialectOf('fishspeech');
  if (dialect === undefined) throw new Error('no dialect');
  const head = { id, upstream: 'sandbox-fishspeech', dialect: 'fishspeech', startedAt: 0, via: 'tap' as const };
  const session = new CapturedSession(head, dialect, 'tap sandbox-fishspeech 1');
  const sent: unknown[] = [];
  const said: string[] = [];
  const line = { down: false };
  const parts = {
    host: { clock },
    sessions: { find: (of: string) => (of === id ? { session } : undefined) },
    announcer: { say: (words: string) => said.push(words), warn: (words: string) => said.push(words) },
    clocksOf: () => ({ sessionTime: () => ({ t: clock.now(), uncertainMs: 0 }) }),
    page: { touchView() {} },
    link: () => ({
      commandNow: (command: unknown) => !line.down && sent.push(command) > 0,
      bytes: (data: Uint8Array<ArrayBuffer>) => !line.down && sent.push(decodeSend(data)) > 0,
    }),
  };
  const desk = new TapDesk(parts as unknown as RoomParts);
  let view: TapView = { rules: null, used: 0, gone: [], held: [], refused: null };
  const look = () => {
    view = desk.view().tap ?? view;
    return view;
  };
  const frame = (text: string) => ({
    kind: 'frame' as const,
    dir: 'received' as const,
    opcode: 'text' as const,
    leg: 'upstream' as const,
    bytes: new TextEncoder().encode(text),
  });
  return { desk, session, clock, sent, said, line, look, frame };
}

test('rules are handed over whole: put, armed, disarmed, removed; the list is what the server tells', async () => {
  const { desk, sent, look } = tapStage();
  expect(await desk.take({ op: 'put', rule })).toMatchObject({ code: 'relay_lost' });
  expect(sent).toEqual([]);
  desk.notice({ say: 'rules', rules: [], used: 0 });
  expect(look().rules).toEqual([]);
  expect(await desk.take({ op: 'put', rule })).toBeNull();
  expect(sent.pop()).toEqual({ op: 'rules', rules: [rule] });
  // Nothing is believed before the server has said it.
  expect(look().rules).toEqual([]);
  const wrong = await desk.take({ op: 'put', rule: { ...rule, nth: 0 } });
  expect(wrong).toMatchObject({ code: 'bad_rule', at: { field: '[0].nth' } });
  expect(sent).toEqual([]);
  const other = { ...rule, id: 'r2', act: 'drop' as const };
  desk.notice({ say: 'rules', rules: [rule, other], used: 2 });
  await desk.take({ op: 'arm', id: 'r2', on: false });
  expect(sent.pop()).toEqual({ op: 'rules', rules: [rule, { ...other, on: false }] });
  await desk.take({ op: 'put', rule: { ...rule, nth: 2 } });
  expect(sent.pop()).toEqual({ op: 'rules', rules: [{ ...rule, nth: 2 }, other] });
  await desk.take({ op: 'disarm' });
  expect(sent.pop()).toMatchObject({ rules: [{ on: false }, { on: false }] });
  await desk.take({ op: 'remove', id: 'r1' });
  expect(sent.pop()).toEqual({ op: 'rules', rules: [other] });
});

test('a tapped connection is ended, as the server does it', async () => {
  const { desk, sent, line } = tapStage();
  expect(await desk.take({ op: 'end', session: id })).toBeNull();
  expect(sent.pop()).toEqual({ op: 'close', session: id, code: 1000, reason: '' });
  line.down = true;
  expect(await desk.take({ op: 'end', session: id })).toMatchObject({ code: 'relay_lost' });
  expect(sent).toEqual([]);
});

test('a held frame is told when its entry has come, with what it is and since when; and it goes', async () => {
  const { desk, session, clock, look, said, frame } = tapStage();
  await clock.advance(1000);
  desk.notice({ say: 'held', session: id, held: 1, seq: 1, dir: 'received' });
  expect(look().held).toMatchObject([{ held: 1, seq: 1, is: null, title: 'tap sandbox-fishspeech 1' }]);
  expect(said).toEqual([]);
  session.append(400, frame('{"event":"done","text":"Hi"}'));
  const [held] = look().held;
  expect(held).toMatchObject({ is: { kind: 'done', sizeBytes: 28 }, sinceMs: clock.wall() - 600 });
  expect(said).toEqual(['Held: done #1 of tap sandbox-fishspeech 1']);
  // Told once more, as to a page that came back: it is the same one.
  desk.notice({ say: 'held', session: id, held: 1, seq: 1, dir: 'received' });
  expect(look().held).toHaveLength(1);
  expect(said).toHaveLength(1);
  desk.notice({ say: 'let-go', session: id, held: 1 });
  expect(look().held).toEqual([]);
});

test('the key that stands in a held frame is named by its handle, so that it can stand in the frame that goes on', () => {
  const { desk, session, look, frame } = tapStage();
  const masked = [{ in: 'bytes' as const, start: 26, end: 34, key: 'key#3' }];
  session.append(0, { ...frame('{"event":"start","token":"key#3..."}'), dir: 'sent', leg: 'client' }, masked);
  desk.notice({ say: 'held', session: id, held: 1, seq: 1, dir: 'sent' });
  expect(look().held).toMatchObject([{ is: { kind: 'start', key: { handle: 'key#3', length: 8 } } }]);
});

test('a frame of a session that this page does not have is not listed', () => {
  const { desk, look } = tapStage();
  desk.notice({ say: 'held', session: 'b'.repeat(32), held: 1, seq: 1, dir: 'sent' });
  expect(look().held).toEqual([]);
});

test('what is done with a held frame: as it is, edited with its holes, injected', async () => {
  const { desk, sent } = tapStage();
  await desk.take({ op: 'release', session: id, held: 3, act: 'duplicate', delayMs: 250 });
  expect(sent.pop()).toEqual({ op: 'release', session: id, held: 3, act: 'duplicate', delayMs: 250 });
  const bytes = new TextEncoder().encode('{"event":"start","token":"key#1..."}');
  const holes = [{ start: 26, end: 34, key: 'key#1' }];
  await desk.take({ op: 'edit', session: id, held: 3, frame: { opcode: 'text', bytes, holes } });
  expect(sent.pop()).toEqual({
    head: { op: 'release-edited', session: id, held: 3, opcode: 'text', holes },
    payload: bytes,
  });
  const one = Uint8Array.of(0xc0);
  await desk.take({ op: 'inject', session: id, to: 'client', frame: { opcode: 'binary', bytes: one, holes: [] } });
  expect(sent.pop()).toEqual({
    head: { op: 'inject', session: id, to: 'client', opcode: 'binary', holes: [] },
    payload: one,
  });
});

test('why the server would not do it stands there until the next wish', async () => {
  const { desk, look } = tapStage();
  desk.refused(problem('not_connected', 'no such frame is held'));
  expect(look().refused).toMatchObject({ code: 'not_connected' });
  await desk.take({ op: 'release', session: id, held: 1, act: 'pass' });
  expect(look().refused).toBeNull();
});

test('a lost line: the held list is empty until told again, and nothing is handed over late', async () => {
  const { desk, sent, line, look } = tapStage();
  desk.notice({ say: 'rules', rules: [rule], used: 1 });
  desk.notice({ say: 'held', session: id, held: 1, seq: 1, dir: 'received' });
  expect(look().held).toHaveLength(1);
  line.down = true;
  desk.lost();
  expect(look()).toMatchObject({ rules: null, held: [] });
  expect(await desk.take({ op: 'release', session: id, held: 1, act: 'pass' })).toMatchObject({ code: 'relay_lost' });
  line.down = false;
  expect(sent).toEqual([]);
  desk.notice({ say: 'held', session: id, held: 1, seq: 1, dir: 'received' });
  expect(look().held).toHaveLength(1);
});

test('a restarted server has no rules: that is said, they can be given to it again, and no id is given twice', async () => {
  const { desk, sent, said, look } = tapStage();
  desk.notice({ say: 'rules', rules: [rule], used: 3 });
  desk.lost();
  // The line alone was lost.
  desk.notice({ say: 'rules', rules: [rule], used: 3 });
  expect(look()).toMatchObject({ rules: [rule], gone: [], used: 3 });
  desk.lost();
  desk.restarted();
  desk.notice({ say: 'rules', rules: [], used: 0 });
  expect(look()).toMatchObject({ rules: [], gone: [rule], used: 3 });
  expect(said).toEqual(['The server was restarted: its rules are gone.']);
  await desk.take({ op: 'again' });
  expect(sent.pop()).toEqual({ op: 'rules', rules: [rule] });
  desk.notice({ say: 'rules', rules: [rule], used: 1 });
  expect(look()).toMatchObject({ rules: [rule], gone: [] });
  // One that had no rules has lost none.
  desk.notice({ say: 'rules', rules: [], used: 1 });
  desk.restarted();
  expect(look().gone).toEqual([]);
  expect(said).toHaveLength(1);
});

test('a held frame whose entry was not kept is listed without it', () => {
  const { desk, session, look, frame } = tapStage();
  session.append(400, frame('{"event":"done"}'));
  desk.notice({ say: 'held', session: id, held: 1, seq: 0, dir: 'received' });
  expect(look().held).toMatchObject([{ held: 1, seq: 0, is: null }]);
});
