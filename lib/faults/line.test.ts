import { expect, test } from 'vitest';
import { fakeClock } from '../clock/fake.ts';
import type { Leg } from '../session/entry.ts';
import { type Line, openLine } from './line.ts';
import type { OpenStage, PassingFrame } from './stage.ts';

const bytes = (...all: number[]) => Uint8Array.of(...all);

function bench(stages: OpenStage[], react: (line: Line, to: Leg, got: number[]) => void = () => {}) {
  const clock = fakeClock();
  const log: string[] = [];
  const got: string[] = [];
  let seq = 0;
  const add = (words: string) => log.push(`${++seq} ${words}`) && seq;
  const line: Line = openLine({
    clock,
    stages,
    record: {
      crossed: (from, frame) => add(`${from} crossed ${[...frame.bytes]}`),
      came: (from, frame, passed) => add(`${from} came ${[...frame.bytes]}${passed === undefined ? '' : ` ${passed}`}`),
      went: (to, frame, how, of) =>
        void add(`went to ${to} ${[...frame.bytes]} ${how}${of === null ? '' : ` of ${of}`}`),
      mark: (by, says, about) => void add(`${by}: ${says}${about === undefined ? '' : ` about ${about}`}`),
    },
    deliver: {
      frame(to, _opcode, data) {
        got.push(`${to} ${[...data]}`);
        react(line, to, [...data]);
      },
      close: (to, code) => got.push(`${to} close ${code}`),
      cut: (to, how) => got.push(`${to} ${how}`),
    },
  });
  return { clock, log, got, line };
}

const onlyServer =
  (act: (frame: PassingFrame, port: Parameters<OpenStage>[0]) => void): OpenStage =>
  (port) => ({
    frame: (from, frame) => (from === 'client' ? port.pass('upstream', frame) : act(frame, port)),
    gone() {},
  });

test('a straight line', () => {
  const { line, log, got } = bench([]);
  line.frame('client', 'binary', bytes(1));
  line.frame('upstream', 'text', bytes(2));
  line.closing('upstream', 1000, bytes());
  line.frame('upstream', 'text', bytes(3));
  expect(log).toEqual(['1 client crossed 1', '2 upstream crossed 2', '3 upstream came 3 dropped']);
  expect(got).toEqual(['upstream 1', 'client 2', 'client close 1000']);
});

test('stages stand in order between client and upstream', () => {
  const add =
    (digit: number): OpenStage =>
    (port) => ({
      frame: (from, { opcode, bytes: data, of }) =>
        port.pass(from === 'client' ? 'upstream' : 'client', { opcode, bytes: bytes(...data, digit), of }),
      gone() {},
    });
  const { line, log, got } = bench([add(7), add(8)]);
  line.frame('client', 'binary', bytes(1));
  line.frame('upstream', 'binary', bytes(2));
  expect(got).toEqual(['upstream 1,7,8', 'client 2,8,7']);
  expect(log).toEqual([
    '1 client came 1 edited',
    '2 went to upstream 1,7,8 edited of 1',
    '3 upstream came 2 edited',
    '4 went to client 2,8,7 edited of 3',
  ]);
});

test('held, then passed on: two entries, the second as it was', async () => {
  const hold = onlyServer((frame, port) => void port.clock.after(50, () => port.pass('client', frame)));
  const { line, log, got, clock } = bench([hold]);
  line.frame('upstream', 'binary', bytes(1));
  expect(got).toEqual([]);
  await clock.advance(50);
  expect(got).toEqual(['client 1']);
  expect(log).toEqual(['1 upstream came 1', '2 went to client 1 as-is of 1']);
});

test('dropped, doubled, made up: each says so, in the order in which the peer gets it', () => {
  const made: PassingFrame = { opcode: 'binary', bytes: bytes(9), of: null };
  const stage = onlyServer((frame, port) => {
    port.mark('fault', 'did it', frame.of);
    if (frame.bytes[0] === 1) port.drop(frame);
    if (frame.bytes[0] === 2) for (let i = 0; i < 2; i++) port.pass('client', frame);
    if (frame.bytes[0] === 3) {
      port.pass('client', made);
      port.pass('client', frame);
    }
  });
  const { line, log, got } = bench([stage]);
  for (const one of [1, 2, 3]) line.frame('upstream', 'binary', bytes(one));
  expect(got).toEqual(['client 2', 'client 2', 'client 9', 'client 3']);
  expect(log).toEqual([
    '1 upstream came 1 dropped',
    '2 fault: did it about 1',
    '3 upstream crossed 2',
    '4 fault: did it about 3',
    '5 went to client 2 as-is of 3',
    '6 went to client 9 injected',
    '7 upstream crossed 3',
    '8 fault: did it about 7',
  ]);
});

test('an answer that comes while a stage is at work waits its turn', () => {
  const twice = onlyServer((frame, port) => {
    port.pass('client', frame);
    port.pass('client', frame);
  });
  const { line, got } = bench([twice], (itself, to) => {
    if (to === 'client') itself.frame('client', 'binary', bytes(5));
  });
  line.frame('upstream', 'binary', bytes(1));
  expect(got).toEqual(['client 1', 'client 1', 'upstream 5', 'upstream 5']);
});

test('what a stage ends stays ended, and what acts outside of a frame is carried out at once', () => {
  let port: Parameters<OpenStage>[0] | null = null;
  const { line, log, got } = bench([
    (mine) => {
      port = mine;
      return { frame: (from, frame) => mine.pass(from === 'client' ? 'upstream' : 'client', frame), gone() {} };
    },
  ]);
  const stage = port as unknown as Parameters<OpenStage>[0];
  stage.pass('client', { opcode: 'text', bytes: bytes(4), of: null });
  stage.close('client', 4000, bytes());
  stage.pass('client', { opcode: 'text', bytes: bytes(5), of: null });
  stage.cut('upstream', 'reset');
  stage.cut('upstream', 'reset');
  line.frame('upstream', 'text', bytes(6));
  expect(got).toEqual(['client 4', 'client close 4000', 'upstream reset']);
  expect(log).toEqual(['1 went to client 4 injected', '2 upstream came 6 dropped']);
});

test('a stage may keep a close back; after the end nothing happens', async () => {
  let stopped = 0;
  const keeper: OpenStage = (port) => ({
    frame: (from, frame) => port.pass(from === 'client' ? 'upstream' : 'client', frame),
    closing: (_from, code, reason) => void port.clock.after(10, () => port.close('client', code, reason)),
    gone: () => void stopped++,
  });
  const { line, got, clock } = bench([keeper]);
  line.closing('upstream', 1000, bytes());
  expect(got).toEqual([]);
  await clock.advance(10);
  expect(got).toEqual(['client close 1000']);
  line.gone();
  line.gone();
  line.frame('client', 'text', bytes(1));
  expect(got).toHaveLength(1);
  expect(stopped).toBe(1);
});

test('what came in one chunk is not written earlier than what was done in between', async () => {
  const times: (number | undefined)[] = [];
  const clock = fakeClock();
  const no = () => 0;
  const stage: OpenStage = (port) => ({
    frame(from, frame) {
      port.pass(from === 'client' ? 'upstream' : 'client', frame);
      port.mark('fault', 'struck');
    },
    gone() {},
  });
  const crossed = (_from: Leg, frame: { t?: number }) => times.push(frame.t);
  const line = openLine({
    clock,
    stages: [stage],
    record: { crossed, came: no, went: no, mark: () => void times.push(clock.now()) },
    deliver: { frame() {}, close() {}, cut() {} },
  });
  line.frame('client', 'binary', bytes(1), { t: 0 });
  await clock.advance(5);
  line.frame('client', 'binary', bytes(2), { t: 4 });
  // Its chunk came with the one before it.
  line.frame('client', 'binary', bytes(3), { t: 4 });
  expect(times).toEqual([0, 0, 4, 5, 5, 5]);
});
