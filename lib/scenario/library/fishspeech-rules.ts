/** fishspeech.live: one scenario for each rule that can be tripped here, by the client or by a fault of the sandbox. In the order of the table. */
import { begun } from './fishspeech.ts';
import { type RuleSteps, ruleScenario } from './rule-scenario.ts';
import type { Shipped } from './shipped-scenario.ts';

const text = (words: string) => `{"event": "text", "text": ${JSON.stringify(words)}}`;
const connected = '{"$until": {"event": "connected", "within": "10s"}}';
const done = '{"$until": {"event": "done", "within": "20s"}}';
const spoken = text('A text that is long enough to be spoken in a few pieces.');
const faulty = (faults: string) => JSON.stringify({ faults });
const lines = (...steps: string[]) => steps.join(',\n');

const table: readonly RuleSteps[] = [
  { rule: 'B02', steps: lines(connected, '{"event": "start", "request": {"format": "mp3", "version": "s1"}}') },
  { rule: 'B03', steps: begun() },
  {
    rule: 'B04',
    steps: lines(
      begun(),
      '// {"event": "stop"} in MessagePack\n{"$raw": {"opcode": "binary", "hex": "81 a5 6576656e74 a4 73746f70"}}',
    ),
  },
  { rule: 'B05', steps: lines(connected, text('Too early.')) },
  { rule: 'B06', steps: lines(begun(), '{"event": "flush"}') },
  {
    rule: 'B07',
    steps: lines(
      connected,
      '{"event": "start", "token": {"$key": true}, "request": {"format": "ogg", "version": "s1"}}',
    ),
  },
  {
    rule: 'B08',
    request: faulty('audio-after-finish'),
    steps: lines(begun(), spoken, done, '{"$until": {"event": "audio", "within": "5s"}}'),
  },
  {
    rule: 'B09',
    steps: `${lines(begun(), text('Nobody waits for the end of this.'))},
{"$until": {"event": "audio", "within": "10s"}},
{"$close": {"code": 1000, "reason": ""}},
{"$until": {"close": true, "within": "5s"}}`,
  },
  { rule: 'B10', steps: lines(begun(), text('The first.'), text('The second, at once.'), done, done) },
  {
    rule: 'B11',
    request: faulty('drop:stopped'),
    steps: lines(
      begun(),
      spoken,
      '{"$until": {"event": "audio", "within": "10s"}}',
      '{"event": "stop"}',
      '{"$wait": "6s"}',
    ),
  },
  {
    rule: 'B13',
    steps: `// The sandbox answers a text before start with an error.
${lines(connected, text('Too early.'))},
{"$until": {"event": "error", "within": "5s"}}`,
  },
  { rule: 'B14', request: faulty('unknown-event'), steps: lines(begun(), spoken, done) },
  { rule: 'B15', steps: lines(begun(), '{"event": "text"}') },
  {
    // In a binary frame the event is taken for sound.
    rule: 'C02',
    request: faulty('text-frame:done'),
    steps: lines(
      begun(),
      spoken,
      '{"$until": {"audioIdle": "1s", "within": "10s"}}',
      '{"$close": {"code": 1000}}',
      '{"$until": {"close": true, "within": "5s"}}',
    ),
  },
];

export const fishspeechRuleScenarios: readonly Shipped[] = table.map((one) => ruleScenario('fishspeech', one));

/** Rules of the table that nothing is shipped for, and why. */
export const fishspeechRulesOfOthers: Readonly<Record<string, string>> = {
  B01: 'Wiretone puts the token into the address of every upgrade; a client at the tap may not',
  B12: 'Wiretone sends neither header with upgrades of this protocol; a client at the tap may',
};
