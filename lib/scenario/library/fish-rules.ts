/** Fish Audio live: one scenario for each rule that a client alone can trip, in the order of the table. */
import { type RuleSteps, ruleScenario } from './rule-scenario.ts';
import type { Shipped } from './shipped-scenario.ts';

const plain = '"text": "", "format": "mp3", "latency": "balanced"';
/** A start with these fields of `request` beside or in place of the usual ones. */
const start = (fields = '', usual = plain) =>
  `{"event": "start", "request": {${usual}${fields === '' ? '' : `, ${fields}`}}}`;
const text = (words: string) => `{"event": "text", "text": ${JSON.stringify(words)}}`;
const flush = '{"event": "flush"}';
const stop = '{"event": "stop"}';
const finish = '{"$until": {"event": "finish", "within": "20s"}}';
const lines = (...steps: string[]) => steps.join(',\n');
const sentence = text('A sentence of some length. ');
/** A whole good session after `first`, so that nothing but the first steps is wrong. */
const spoken = (...first: string[]) => lines(...first, sentence, flush);
const clip = '"text": "Hi."';

const inStart = (rule: string, fields: string, usual = plain): RuleSteps => ({ rule, steps: start(fields, usual) });
const withModel = (rule: string, model: string, steps = start()): RuleSteps => {
  return { rule, request: `{"model": "${model}"}`, steps };
};

const table: readonly RuleSteps[] = [
  withModel('A02', ''),
  withModel('A03', 's3-max'),
  withModel('A04', 'speech-1.5'),
  withModel('A05', 'drama-3-preview'),
  inStart('A06', '"model": "s1"'),
  {
    rule: 'A09',
    steps: `// Five sockets beside the one the steps began on.
{"$parallel": {"sockets": 5, "steps": [{"$wait": "300ms"}]}},
{"$expect": {"findings": {"has": ["A09"]}}}`,
  },
  { rule: 'A10', steps: lines(start(), '{"$raw": {"opcode": "text", "text": "{\\"event\\": \\"stop\\"}"}}') },
  { rule: 'A11', steps: lines(start(), '{"$raw": {"opcode": "binary", "text": "{\\"event\\": \\"stop\\"}"}}') },
  { rule: 'A12', steps: lines(start(), '// A list, not a map.\n{"$raw": {"opcode": "binary", "hex": "93 01 02 03"}}') },
  inStart('A13', `"references": [{"audio": "UklGRg==", ${clip}}]`),
  inStart('A14', `"references": [{"audio": {}, ${clip}}]`),
  inStart('A15', '"opus_bitrate": null'),
  { rule: 'A16', steps: lines(text('Too early. '), start()) },
  { rule: 'A17', steps: lines(start(), '{"event": "close"}') },
  { rule: 'A18', steps: '{"event": "start", "format": "mp3", "request": {"text": ""}}' },
  { rule: 'A19', steps: lines(start(), start()) },
  { rule: 'A20', steps: lines(spoken(start()), stop, text('Lost. ')) },
  {
    rule: 'A21',
    steps: `${lines(start(), text('Last words. '))},
{"$close": {"code": 1000, "reason": ""}},
{"$until": {"close": true, "within": "5s"}}`,
  },
  {
    rule: 'A22',
    steps: `${spoken(start())},
{"$until": {"event": "audio", "within": "10s"}},
{"$close": {"code": 1000, "reason": ""}},
{"$until": {"close": true, "within": "5s"}}`,
  },
  { rule: 'A23', steps: lines(start(), flush) },
  { rule: 'A24', steps: lines(start(), text('Too short. '), flush) },
  { rule: 'A25', steps: lines(start(), text('Less than one chunk. '), stop, finish) },
  { rule: 'A26', steps: lines(start(), text('Hello'), text('world'), text('this'), text('is glued.'), flush) },
  { rule: 'A27', steps: lines(start(), ...['H', 'i', ' ', 't', 'h', 'e', 'r', 'e'].map(text), flush) },
  { rule: 'A28', steps: lines(spoken(start()), text('')) },
  { rule: 'A29', steps: lines(start('"chunk_length": 100'), text('word '.repeat(61)), flush) },
  { rule: 'A30', steps: spoken(start('', '"text": "First. ", "format": "mp3", "latency": "balanced"')) },
  { rule: 'A32', steps: lines(spoken(start()), stop, finish, '{"$wait": "122s"}') },
  inStart('A33', '"latency": "balanced"', '"text": "", "format": "aac"'),
  inStart('A34', '"sample_rate": 24000'),
  inStart('A35', '"mp3_bitrate": 320'),
  inStart('A36', '"opus_bitrate": 32', '"text": "", "format": "opus", "latency": "balanced"'),
  inStart('A37', '"latency": "fast"', '"text": "", "format": "mp3"'),
  inStart('A38', '"chunk_length": 99'),
  inStart('A39', '"prosody": {"speed": 2.1}'),
  inStart('A40', '"temperature": 2'),
  inStart('A41', '"speed": 1.2'),
  withModel('A42', 's1', start('"reference_id": ["aa", "bb"]')),
  { rule: 'A43', steps: lines(start('"reference_id": ["aa", "bb"]'), text('Hello from both of us. '), flush) },
  withModel('A44', 's1', start('"prosody": {"normalize_loudness": true}')),
  withModel('A45', 's2-pro', lines(start(), text('(happy) Hello to you all. '), flush)),
  inStart('A46', `"reference_id": "aa", "references": [{"audio": {"$bin": "UklGRg=="}, ${clip}}]`),
  { rule: 'A47', steps: `{"event": "start", "debug": true, "request": {${plain}}}` },
  {
    rule: 'A48',
    steps: lines(start('', '"text": "", "format": "mp3", "latency": "normal"'), sentence, flush, sentence, flush),
  },
  {
    rule: 'A49',
    steps: `// The sandbox refuses such a start, as the REST endpoint was measured to.
${start('"latency": "balanced"', '"text": "", "format": "aac"')},
{"$until": {"event": "error", "within": "5s"}}`,
  },
  { rule: 'A58', steps: lines(start(), '{"event": "text"}') },
  { rule: 'A59', steps: lines(start(), '{"event": "finish", "reason": "stop"}') },
  {
    rule: 'A60',
    steps: lines(
      start(),
      '// {"event": "flush", "event": "stop"}\n{"$raw": {"opcode": "binary", "hex": "82 a5 6576656e74 a5 666c757368 a5 6576656e74 a4 73746f70"}}',
    ),
  },
  {
    rule: 'A62',
    steps: lines(
      start(),
      '// gzip\n{"$raw": {"opcode": "binary", "hex": "1f8b0800000000000003 4b4c4a0600 c2412435 03000000"}}',
    ),
  },
];

export const fishRuleScenarios: readonly Shipped[] = table.map((one) => ruleScenario('fish', one));

/** Rules of the table that nothing is shipped for, and why. */
export const fishRulesOfOthers: Readonly<Record<string, string>> = {
  A01: 'Wiretone sends the Authorization header with every upgrade; a client at the tap may not',
  A07: 'Wiretone writes no key into an address of this protocol; a client at the tap may',
  A08: 'the path is one of the two that the protocol has; a client at the tap may ask for another',
  A31: 'it takes a client that stops reading, and Wiretone reads at once',
  A55: 'it takes a player that runs at another rate than the sound',
};
