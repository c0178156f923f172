/** fishspeech.live: one scenario for each rule that a client alone can trip, in the order of the table. */
import { begun } from './fishspeech.ts';
import { type RuleSteps, ruleScenario } from './rule-scenario.ts';
import type { Shipped } from './shipped-scenario.ts';

const text = (words: string) => `{"event": "text", "text": ${JSON.stringify(words)}}`;
const connected = '{"$until": {"event": "connected", "within": "10s"}}';
const done = '{"$until": {"event": "done", "within": "20s"}}';
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
    rule: 'B09',
    steps: `${lines(begun(), text('Nobody waits for the end of this.'))},
{"$until": {"event": "audio", "within": "10s"}},
{"$close": {"code": 1000, "reason": ""}},
{"$until": {"close": true, "within": "5s"}}`,
  },
  { rule: 'B10', steps: lines(begun(), text('The first.'), text('The second, at once.'), done, done) },
  {
    rule: 'B13',
    steps: `// The sandbox answers a text before start with an error.
${lines(connected, text('Too early.'))},
{"$until": {"event": "error", "within": "5s"}}`,
  },
  { rule: 'B15', steps: lines(begun(), '{"event": "text"}') },
];

export const fishspeechRuleScenarios: readonly Shipped[] = table.map((one) => ruleScenario('fishspeech', one));

/** Rules of the table that no client trips alone, and why. */
export const fishspeechRulesOfOthers: Readonly<Record<string, string>> = {
  B01: 'Wiretone puts the token into the address of every upgrade',
  B08: 'it takes a server that sends sound unannounced',
  B11: 'it takes a server that leaves stop unanswered',
  B12: 'Wiretone sends neither header with upgrades of this protocol',
  B14: 'it takes a server that sends what is not known',
};
