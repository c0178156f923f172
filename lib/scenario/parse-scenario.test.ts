import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '../bytes/hex.ts';
import { KeyRef } from '../dialects/dialect.ts';
import { problemLine } from '../problem/problem.ts';
import { parseScenario } from './parse-scenario.ts';
import { stepAmong } from './parse-steps.ts';
import { rawFrame } from './raw-frame.ts';
import type { Step } from './step.ts';
import { stepName } from './step.ts';

const only = (step: string, environment = {}) => {
  const { steps, problems } = parseScenario(`[${step}]`, environment);
  expect(problems.map(problemLine)).toEqual([]);
  return steps[0] as Step;
};

describe('around the steps', () => {
  const text = `{
    "$schema": "https://example.test/fish.scenario.schema.json",
    "title": "A voice", "about": "Says one thing.", // kept
    "dialect": "fish", "upstream": "sandbox-fish",
    "request": { "path": "/v1/tts/live", "model": "{{model}}", "switches": { "pace": 0, "id3": false, "seed": "7" } },
    "variables": { "model": "s1", "n": 2 },
    "steps": [{ "event": "stop" }],
  }`;

  test('what the text says of itself', () => {
    expect(parseScenario(text)).toMatchObject({
      title: 'A voice',
      about: 'Says one thing.',
      dialect: 'fish',
      upstream: 'sandbox-fish',
      request: { path: '/v1/tts/live', options: { model: 's1' }, switches: { pace: '0', id3: 'off', seed: '7' } },
      variables: { model: 's1', n: 2 },
      problems: [],
    });
    expect(parseScenario(text, { model: 's2-pro' }).request.options).toEqual({ model: 's2-pro' });
  });

  test('an array alone leaves all of it open', () => {
    expect(parseScenario('[]')).toEqual({
      title: null,
      about: null,
      dialect: null,
      upstream: null,
      request: { path: null, options: {}, switches: {} },
      variables: {},
      steps: [],
      all: [],
      problems: [],
    });
  });

  test('faults beside the switches are checked while they are written', () => {
    const read = (faults: string, dialect = 'fish') =>
      parseScenario(`{ "dialect": "${dialect}", "request": { "faults": "${faults}" }, "steps": [] }`);
    expect(read('drop@3+seed:2')).toMatchObject({ problems: [], request: { faults: 'drop@3+seed:2' } });
    expect(read('dorp').problems.map(problemLine)).toEqual([
      'bad_step at line 1, column 45: There is no fault "dorp"; did you mean "drop"?',
    ]);
    expect(read('log', 'fishspeech').problems).toHaveLength(1);
  });

  test('a secret is no variable, however it is written', () => {
    for (const secret of ['"abcdefgh"', '{ "$text": "abcdefgh" }'])
      expect(parseScenario(`{ "variables": { "apiKey": ${secret} }, "steps": [] }`).problems.map(problemLine)).toEqual([
        'bad_value at line 1, column 28: a secret is no variable: {"$key": true} is expected where the key belongs',
      ]);
  });

  test('a mistake in the head leaves the steps readable', () => {
    const { steps, problems } = parseScenario('{ "titel": "x", "steps": [{ "event": "stop" }] }');
    expect([steps.length, problems.length]).toEqual([1, 1]);
  });
});

describe('steps', () => {
  test.each([
    ['{"$until": {"close": true, "within": "2s"}}', { kind: 'until-close', withinMs: 2000 }],
    ['{"$tokens": "a b"}', { kind: 'tokens', text: 'a b', like: 'openai', perSecond: 20 }],
    [
      '{"$tokens": {"$file": "a.txt"}, "like": "lines", "perSecond": 0}',
      { kind: 'tokens', text: '', from: 'a.txt', like: 'lines', perSecond: 0 },
    ],
    ['{"$ping": "hi"}', { kind: 'ping', bytes: Uint8Array.of(0x68, 0x69) }],
    ['{"$ping": {"hex": "ff"}}', { kind: 'ping', bytes: Uint8Array.of(255) }],
    ['{"$close": {}}', { kind: 'close', code: 1000, reason: '' }],
    ['{"$close": {"code": 4000, "reason": "bye"}}', { kind: 'close', code: 4000, reason: 'bye' }],
    ['{"$raw": {"opcode": "text", "text": "é"}}', { kind: 'raw', opcode: 'text', bytes: Uint8Array.of(0xc3, 0xa9) }],
    ['{"$raw": {"opcode": "binary", "base64": "AAE="}}', { kind: 'raw', bytes: Uint8Array.of(0, 1) }],
    ['{"$raw": {"opcode": "binary", "hex": "00 01"}}', { kind: 'raw', bytes: Uint8Array.of(0, 1) }],
    ['{"$raw": {"opcode": "text", "text": {"$text": "{{"}}}', { bytes: Uint8Array.of(0x7b, 0x7b) }],
  ])('%s', (step, body) => expect(only(step)).toMatchObject(body));

  test('the key in a raw frame is a hole in its place', () => {
    const step = only('{"$raw": {"opcode": "text", "text": ["<", {"$key": true}, ">"]}}') as Step & { kind: 'raw' };
    expect(toHex(step.bytes)).toBe('3c3e');
    expect(rawFrame(step, { key: new KeyRef('key#1', 8) })).toEqual({
      opcode: 'text',
      bytes: new TextEncoder().encode('<key#1...>'),
      holes: [{ start: 1, end: 9, key: 'key#1' }],
    });
    expect(rawFrame(step, { key: 'sandbox' })).toMatchObject({ holes: [], bytes: { length: 9 } });
    expect(rawFrame(step, { key: null })).toMatchObject({ code: 'key_needed', at: { line: 1, column: 2 } });
  });

  test('what is expected, part by part', () => {
    const step = only(`{"$expect": {
      "order": ["connected", "ready"], "exactly": true,
      "event": "finish", "count": 1, "which": "last", "where": {
        "reason": "stop", "time": {"min": 0}, "message": {"contains": "no"}, "a.b[0]": {"matches": "^x"},
        "c": {"present": false}, "d": {"equals": {"e": 1}}
      },
      "noErrors": true, "turns": {"min": 1}, "firstAudioWithin": "500ms",
      "figure": {"id": "gap-p95", "turn": 2, "max": 40}, "duration": {"min": "1s", "max": "2.5s"},
      "audio": {"decodes": true, "format": "mp3"}, "soundsLike": {"file": "fox.wav", "atLeast": 0.8},
      "close": {"code": 1006, "by": "network"}, "frame": {"dir": "sent", "nth": 2, "hex": "81 a5"}
    }}`) as Step & { kind: 'expect' };
    expect(step.expectations.map(({ offset: _, name: __, ...rest }) => rest)).toEqual([
      { what: 'order', events: ['connected', 'ready'], exactly: true },
      {
        what: 'event',
        test: {
          dir: 'received',
          event: 'finish',
          count: { min: 1, max: 1 },
          which: 'last',
          fields: [
            { path: 'reason', test: { equals: 'stop' } },
            { path: 'time', test: { range: { min: 0 } } },
            { path: 'message', test: { contains: 'no' } },
            { path: 'a.b[0]', test: { matches: '^x' } },
            { path: 'c', test: { present: false } },
            { path: 'd', test: { equals: { e: 1 } } },
          ],
        },
      },
      { what: 'findings', worst: 'warning' },
      { what: 'turns', count: { min: 1 } },
      { what: 'figure', figure: 'first-byte', range: { max: 500 } },
      { what: 'figure', figure: 'gap-p95', turn: 2, range: { max: 40 } },
      { what: 'audio', seconds: { min: 1, max: 2.5 } },
      { what: 'audio', decodes: true, format: 'mp3' },
      { what: 'sounds-like', file: 'fox.wav', atLeast: 0.8 },
      { what: 'close', code: 1006, by: 'network' },
      { what: 'frame', dir: 'sent', nth: 2, bytes: Uint8Array.of(0x81, 0xa5) },
    ]);
    const places = step.expectations.map(({ offset }) => step.placeOf(offset).line);
    expect(places).toEqual([2, 3, 7, 7, 7, 8, 8, 9, 9, 10, 10]);
  });

  test('an open connection, and no audio at all', () => {
    const { expectations } = only('{"$expect": {"close": null, "event": "audio", "count": {"max": 0}}}') as Step & {
      kind: 'expect';
    };
    expect(expectations).toMatchObject([
      { what: 'close', code: null },
      { what: 'event', test: { event: 'audio', count: { max: 0 } } },
    ]);
  });
});

describe('steps inside steps', () => {
  const text = `[
  {"event": "start", "request": {"text": ""}},
  {"$repeat": {"times": 3, "as": "n", "steps": [
    {"event": "text", "text": "Turn {{n}}. "},
    {"$repeat": {"times": 2, "steps": [{"event": "flush"}]}},
    {"$wait": "{{n}}"}
  ]}},
  {"$parallel": [
    {"name": "left", "steps": [{"event": "stop"}]},
    {"steps": [{"$wait": 1}]}
  ]},
  {"$parallel": {"sockets": 2, "steps": [{"$close": {}}]}}
]`;
  const scenario = parseScenario(text);

  test('a tree, and all of it in the order of the text', () => {
    expect(scenario.problems).toEqual([]);
    expect(scenario.all.map((step) => `${step.index} ${step.line} ${stepName(step)}`)).toEqual([
      '0 2 start',
      '1 3 repeat 3 times',
      '2 4 text',
      '3 5 repeat 2 times',
      '4 5 flush',
      '5 6 wait 1 ms',
      '6 8 2 sockets in parallel',
      '7 9 stop',
      '8 10 wait 1 ms',
      '9 12 2 sockets in parallel',
      '10 12 close',
    ]);
    expect(scenario.steps.map((step) => step.index)).toEqual([0, 1, 6, 9]);
    expect(scenario.all.every((step, index) => step.index === index)).toBe(true);
    const [, , left] = scenario.steps;
    expect(left?.kind === 'parallel' && left.branches.map((branch) => branch.name)).toEqual(['left', 'socket 2']);
  });

  test('each round counts, with the same indices', () => {
    const repeat = scenario.all[1] as Step & { kind: 'repeat' };
    const third = repeat.round?.(3) ?? [];
    expect(third.map((step) => step.index)).toEqual([2, 3, 5]);
    expect(third[0]).toMatchObject({ event: { event: 'text', text: 'Turn 3. ' } });
    expect(third[2]).toMatchObject({ kind: 'wait', ms: 3 });
    expect((scenario.all[3] as Step & { kind: 'repeat' }).round).toBeNull();
    expect(repeat.steps[0]).toMatchObject({ event: { text: 'Turn 1. ' } });
  });

  test('the innermost step around a place', () => {
    const at = (needle: string, more = 0) => stepAmong(parseScenario(text).all, text.indexOf(needle) + more)?.index;
    expect([at('"flush"'), at('"Turn'), at('"times": 3'), at('"left"'), at('\n  ]}}', 5), at('"stop"')]).toEqual([
      4, 2, 1, 6, 1, 7,
    ]);
    // In front of a step that begins its line; after the last one inside; behind the whole.
    expect([at('    {"$wait": "{{n}}'), at('\n  ]}},', 1), at('\n  {"$parallel": [')]).toEqual([5, 1, 1]);
  });

  test('a broken one leaves the others readable', () => {
    const { all, problems } = parseScenario('[{"$repeat": {"times": 1, "steps": [{"event": }, {"event": "b"}]}}]');
    expect(problems.map((p) => p.code)).toEqual(['bad_jsonc']);
    expect(all.map((step) => step.kind)).toEqual(['repeat', 'bad', 'event']);
  });

  test('deeper than can be read is a problem', () => {
    const deep = `[${'{"$repeat": {"times": 1, "steps": ['.repeat(40)}${']}}'.repeat(40)}]`;
    expect(parseScenario(deep).problems.map(problemLine)).toEqual([
      'bad_step at line 1, column 596: steps stand at most 16 deep',
    ]);
  });
});

describe('variables', () => {
  const value = (text: string, environment: Record<string, never> | object) => {
    const step = only(`{"event": "x", "v": ${text}}`, environment);
    return step.kind === 'event' ? (step.event as { v: unknown }).v : null;
  };
  test.each([
    ['"{{a}}"', { a: [1, { b: null }] }, [1, { b: null }]],
    ['"{{ a }} and {{b}}"', { a: 1, b: true }, '1 and true'],
    ['"{{a}}"', { a: '{{b}}' }, '{{b}}'],
    ['{"$text": "{{a}} {"}', {}, '{{a}} {'],
    ['["{{a}}", {"b": "{{a}}"}]', { a: 7 }, [7, { b: 7 }]],
    ['{"$file": "{{a}}.wav"}', { a: 'fox' }, { $file: 'fox.wav' }],
    ['"{{a}}"', { a: { $hex: 'ff' } }, { $bin: '/w==' }],
    ['"{{a}}"', { a: { $key: true } }, { $key: true }],
  ])('%s', (text, environment, filled) => expect(value(text, environment)).toEqual(filled));

  test('every place in a value made of one is the place of its name', () => {
    const step = only('{"event": "x", "v": "{{a}}"}', { a: { b: [1] } });
    if (step.kind !== 'event') throw new Error('no event');
    expect(step.node.children?.[1]?.children?.[1]).toMatchObject({ type: 'object', offset: 21, length: 7 });
  });

  test.each([
    ['"x{{a}}"', 'bad_value at line 1, column 22: "a" is no text: it stands alone in its quotes'],
    ['"{{b}}"', 'bad_value at line 1, column 22: no variable is called "b"; there are a'],
    ['"{{constructor}}"', 'bad_value at line 1, column 22: no variable is called "constructor"; there are a'],
  ])('%s', (text, line) => {
    const { problems } = parseScenario(`[{"event": "x", "v": ${text}}]`, { a: [] });
    expect(problems.map(problemLine)).toEqual([line]);
  });
});

test('whatever is written, it is read without throwing, and indices hold', () => {
  const word = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"event"',
    '"$repeat"',
    '"steps"',
    '"times"',
    '1',
    '"{{a}}"',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      const { all } = parseScenario(words.join(' '));
      expect(all.every((step, index) => step.index === index)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
