/** What stages say of their acts, and that nothing they do not mean to take is lost. */
import { expect, test } from 'vitest';
import { fakeClock } from '../../clock/fake.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import type { Opcode } from '../../session/entry.ts';
import { faultStages } from '../fault-stages.ts';
import { openLine } from '../line.ts';
import { parseFaults } from '../plan.ts';

const audio = (n: number) => encodeMsgpack({ event: 'audio', audio: new Uint8Array(40).fill(n) });
const finish = encodeMsgpack({ event: 'finish', reason: 'stop' });
const json = (value: object) => new TextEncoder().encode(JSON.stringify(value));

function bench(text: string, dialect = 'fish') {
  const plan = parseFaults(text);
  if ('code' in plan) throw new Error(plan.detail);
  const clock = fakeClock();
  const got: Uint8Array[] = [];
  const marks: string[] = [];
  let closed = 0;
  const line = openLine({
    clock,
    stages: faultStages(plan, dialect),
    record: { crossed: () => 1, came: () => 1, went() {}, mark: (_by, says) => void marks.push(says) },
    deliver: { frame: (to, _opcode, bytes) => to === 'client' && got.push(bytes), close: () => closed++, cut() {} },
  });
  const says = (bytes: Uint8Array, opcode: Opcode = 'binary') => line.frame('upstream', opcode, bytes);
  return { clock, line, got, marks, says, closed: () => closed };
}

const joined = Uint8Array.from([...audio(1), ...finish]);

test.each([
  ['drip:16:1', []],
  ['flip@1', ['flip: this frame is no single whole event: its sound stays as it is']],
  ['cut-audio@1', ['cut-audio: this frame is no single whole event: its sound stays as it is']],
  ['wrong-format', ['wrong-format: this frame is no single whole event: its sound stays as it is']],
])('sound beside which another event stands passes whole: %s', async (text, marked) => {
  const { clock, got, marks, says } = bench(text);
  says(joined);
  await clock.advance(100);
  expect(got).toEqual([joined]);
  expect(marks.filter((mark) => !mark.includes('from here on'))).toEqual(marked);
});

test.each([
  ['reorder', 'reorder: nothing came behind this frame in time: it comes alone, and late'],
  ['two-in-one', 'two-in-one: nothing came behind this frame in time: it comes alone, and late'],
])('a frame that waited for nothing says so: %s', async (text, mark) => {
  const { clock, got, marks, says } = bench(`${text}:audio@1`);
  says(audio(1));
  expect(got).toEqual([]);
  await clock.advance(1000);
  expect([got, marks]).toEqual([[audio(1)], [mark]]);
});

test('two events of different kinds of frame do not go into one, and the late one is told', () => {
  const { got, marks, says } = bench('two-in-one:processing', 'fishspeech');
  says(json({ event: 'processing', text: 'a' }), 'text');
  says(Uint8Array.of(1, 2, 3), 'binary');
  expect(got).toHaveLength(2);
  expect(marks).toEqual(['two-in-one: the next event is in another kind of frame: this one comes alone, and late']);
});

test('a tail that is lost by a close without an end of the round is told too', () => {
  const { line, got, marks, says, closed } = bench('tail:2');
  for (const n of [1, 2, 3]) says(audio(n));
  line.closing('upstream', 1000, new Uint8Array(0));
  expect(got).toEqual([audio(1)]);
  expect([marks, closed()]).toEqual([['tail: the last 2 audio frames of the round never came'], 1]);
});

test('words of the server are in no mark', () => {
  const { marks, says } = bench('wrong-type:extra');
  says(encodeMsgpack({ event: 'sk-echoed-by-a-server', extra: 1 }));
  expect(marks).toEqual(['wrong-type: the field extra of one event has another type']);
});

test('an error names the text that is being spoken', () => {
  const { line, got, says } = bench('error:no@2', 'fishspeech');
  for (const text of ['one', 'two']) line.frame('client', 'text', json({ event: 'text', text }));
  says(Uint8Array.of(1));
  says(json({ event: 'done', text: 'one' }), 'text');
  says(Uint8Array.of(2));
  expect(got.at(-1)).toEqual(json({ event: 'error', message: 'no', text: 'two' }));
});

test('sound in a text frame is the sound', () => {
  const { got, says } = bench('text-frame:audio@1', 'fishspeech');
  says(Uint8Array.of(1, 2, 3));
  expect(got).toEqual([json({ event: 'audio', audio: 'AQID' })]);
});
