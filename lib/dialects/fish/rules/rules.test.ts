import { describe, expect, test } from 'vitest';
import { stepsOf } from '../../../lint/corpus/draw.ts';
import { lintSteps } from '../../../lint/corpus/lint-steps.ts';
import { openLint } from '../../../lint/open-lint.ts';
import { fish } from '../fish.ts';
import { socketFindings } from './sockets.ts';

const before = (event: unknown) =>
  fish.rules.ofEvent(event).map(({ rule, severity, field }) => `${rule} ${severity} ${field}`);

describe('before sending', () => {
  test.each<[string, unknown, string[]]>([
    ['a good start', { event: 'start', request: { text: '' } }, []],
    ['a file', { event: 'start', request: { text: '', references: [{ audio: { $file: 'a' }, text: 'x' }] } }, []],
    [
      'a text for bytes',
      { event: 'start', request: { text: '', references: [{ audio: 'AAAA', text: 'x' }] } },
      ['A13 error request.references[0].audio'],
    ],
    [
      'a volume',
      { event: 'start', request: { text: '', prosody: { volume: 30 } } },
      ['A39 warning request.prosody.volume'],
    ],
    ['an old unit', { event: 'start', request: { text: '', opus_bitrate: 32 } }, ['A36 info request.opus_bitrate']],
    [
      'an old unit that counts',
      { event: 'start', request: { text: '', format: 'opus', opus_bitrate: 32 } },
      ['A36 warning request.opus_bitrate'],
    ],
    ['settings beside event', { event: 'start', format: 'mp3' }, ['A18 error format']],
    ['no request', { event: 'start' }, ['A58 error request']],
    ['another end', { event: 'close' }, ['A17 error event']],
    ['an event of the server', { event: 'audio', audio: { $bin: '' } }, ['A59 error event']],
    ['no event', [], ['A12 error event']],
    ['a number for event', { event: 4 }, ['A60 error event']],
    ['an empty text', { event: 'text', text: '' }, ['A28 info text']],
    ['no text', { event: 'text' }, ['A58 error text']],
    ['stop', { event: 'stop' }, []],
  ])('%s', (_, event, found) => expect(before(event)).toEqual(found));

  test('every rule that speaks is marked so', () => {
    const marked = fish.rules.rules.filter((rule) => rule.beforeSending).map((rule) => rule.id);
    for (const id of ['A13', 'A17', 'A18', 'A28', 'A36', 'A58']) expect(marked).toContain(id);
  });
});

test('ids are unique, and every row has its words', () => {
  const { rules } = fish.rules;
  expect(new Set(rules.map((rule) => rule.id)).size).toBe(63);
  for (const { title, why, mend, source } of rules) {
    for (const words of [title, why, mend, source]) expect(words.length).toBeGreaterThan(5);
  }
});

test('a finding names the frame, the field and its bytes', () => {
  const steps = stepsOf('> start {"format": "aac"}');
  const [found] = lintSteps(fish, steps, null);
  expect(found).toMatchObject({ rule: 'A33', proofs: [{ seq: 3, field: 'request.format' }] });
  const frame = steps[2]?.body;
  const span = found?.proofs[0]?.span;
  if (frame?.kind !== 'frame' || span === undefined) throw new Error('no proof');
  expect([...frame.bytes.subarray(span.start, span.end)]).toEqual([0xa3, 0x61, 0x61, 0x63]);
});

test('the proof of a wrong beginning stands where the audio does', () => {
  const [found] = lintSteps(fish, stepsOf('> start\n< audio hex:47 1\n< audio hex:4946383961 400'), null);
  expect(found?.proofs).toEqual([{ seq: 4, field: 'audio', span: { start: 21, end: 22 } }]);
});

test('a silence is told while it lasts, and taken back by stop', () => {
  const lint = openLint(fish, null);
  const reader = fish.openReader();
  let seq = 0;
  const states: string[] = [];
  for (const { t, body } of stepsOf('> start\n> text "Hello. "\nwait 9000\nwait 2000\n> stop')) {
    if (body === null) lint.time(t);
    else lint.take({ seq: ++seq, t, ...body }, body.kind === 'frame' ? reader.read(body) : null);
    states.push(
      lint
        .findings()
        .map((finding) => finding.rule)
        .join(),
    );
  }
  expect(states).toEqual([...Array(4 + 9).fill(''), 'A21', 'A21', '']);
});

test('a second event behind the first is named, other bytes are counted', () => {
  const stop = '81a56576656e74a473746f70';
  const says = (hex: string) => lintSteps(fish, stepsOf(`> start\n> hex ${hex}`), null)[0]?.says;
  expect(says(`${stop}81a56576656e74a5666c757368`)).toBe(
    'The client sent two events in one frame: "stop", and from byte 12 on "flush". Readers that take the first lose what follows.',
  );
  expect(says(`${stop}00`)).toMatch(/^The client sent a frame that is not one whole map: /);
});

test('what is met again is counted on', () => {
  const found = lintSteps(fish, stepsOf(`> start\n${'> text ""\n'.repeat(500)}`), null);
  expect(found).toMatchObject([{ rule: 'A28', count: 500 }]);
});

test('a flood of unknown names does not make a flood of findings', () => {
  const lines = Array.from({ length: 300 }, (_, i) => `< {"event": "x${i}"}`);
  const found = lintSteps(fish, stepsOf(lines.join('\n')), null);
  expect(found.length).toBeLessThan(30);
  expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(300);
});

describe('A09', () => {
  const at = (...times: [number, number | null][]) =>
    socketFindings(times.map(([from, to], i) => ({ id: `s${i}`, from, to })));
  const apart = (count: number, to: number | null) =>
    Array.from({ length: count }, (_, i): [number, number | null] => [i * 2000, to]);

  test('six open sockets are one too many, five are not', () => {
    expect(at(...apart(6, null))).toMatchObject([
      { rule: 'A09', id: 's5', sessions: ['s0', 's1', 's2', 's3', 's4', 's5'] },
    ]);
    expect(at(...apart(5, null))).toEqual([]);
  });
  test('sockets that ended do not count', () => {
    expect(at(...Array.from({ length: 9 }, (_, i): [number, number] => [i * 2000, i * 2000 + 500]))).toEqual([]);
  });
  test('three upgrades in a second are a storm, two are not', () => {
    expect(at([0, 10], [300, 310], [900, 910])).toMatchObject([
      { id: 's2', says: '3 upgrades were made within a second.' },
    ]);
    expect(at([0, 10], [300, 310], [1400, 1410])).toEqual([]);
  });
  test('an account that allows more is not warned of as many', () => {
    const six = apart(6, null).map(([from, to], i) => ({ id: `s${i}`, from, to }));
    expect(socketFindings(six, 15)).toEqual([]);
    expect(socketFindings(six, 4)).toMatchObject([
      { id: 's4' },
      { id: 's5', says: expect.stringMatching(/6 sockets.*allows 4/) },
    ]);
  });
});
