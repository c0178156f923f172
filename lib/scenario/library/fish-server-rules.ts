/** Fish Audio live: one scenario for each rule that takes a server: the sandbox's switches and faults make it one. In the order of the table. */
import { type RuleSteps, ruleScenario } from './rule-scenario.ts';
import type { Shipped } from './shipped-scenario.ts';

export const switched = (switches: object) => JSON.stringify({ switches });
export const faulty = (faults: string, switches?: object) => JSON.stringify({ faults, switches });
export const start = (fields: string) =>
  `{"event": "start", "request": {"text": "", ${fields}, "latency": "balanced"}}`;
export const sentence = '{"event": "text", "text": "A sentence that is long enough for a few pieces of sound. "}';
/** One text, spoken to the end. */
export const whole = (fields = '"format": "mp3"') => `${start(fields)},
${sentence},
{"event": "stop"},
{"$until": {"event": "finish", "within": "60s"}}`;
export const pcm = '"format": "pcm", "sample_rate": 16000';

const withTimestamp = (more: object) => JSON.stringify({ path: '/v1/tts/live/with-timestamp', ...more });

const table: readonly RuleSteps[] = [
  { rule: 'A50', request: faulty('finish-error'), steps: whole() },
  {
    rule: 'A51',
    request: faulty('close:1011:gone'),
    steps: `${start('"format": "mp3"')},
${sentence},
{"event": "stop"},
{"$until": {"close": true, "within": "30s"}}`,
  },
  { rule: 'A52', request: faulty('unknown-event'), steps: whole() },
  { rule: 'A53', request: faulty('wrong-format'), steps: whole() },
  { rule: 'A54', steps: whole('"format": "wav"') },
  { rule: 'A56', request: switched({ chunkBytes: 4001 }), steps: whole(pcm) },
  {
    rule: 'A57',
    request: withTimestamp({ switches: { chunkBytes: 20000 }, faults: 'reorder:audio@3' }),
    steps: `${start(pcm)},
{"event": "text", "text": "First part of it all. "},
{"event": "flush"},
{"event": "text", "text": "Second part comes now. "},
{"event": "flush"},
{"event": "stop"},
{"$until": {"event": "finish", "within": "20s"}}`,
  },
  {
    rule: 'A61',
    // The header alone is the first piece, and what the seed draws hits a field of it.
    request: faulty('flip:6@1+seed:3', { chunkBytes: '44-4000-4000-4000' }),
    steps: whole('"format": "wav"'),
  },
  { rule: 'A63', request: withTimestamp({}), steps: whole(pcm) },
];

export const fishServerRuleScenarios: readonly Shipped[] = table.map((one) => ruleScenario('fish', one));
