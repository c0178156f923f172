/** Rules about the sound and its times, which every protocol shares: one scenario each, spoken by Fish Audio live. */
import { faulty, pcm, start, switched, whole } from './fish-server-rules.ts';
import { type RuleSteps, ruleScenario } from './rule-scenario.ts';
import type { Shipped } from './shipped-scenario.ts';

const opus = '"format": "opus"';
const flush = '{"event": "flush"}';
const text = (words: string) => `{"event": "text", "text": ${JSON.stringify(words)}}`;
const finish = '{"$until": {"event": "finish", "within": "30s"}}';
const lines = (...steps: string[]) => steps.join(',\n');

const table: readonly RuleSteps[] = [
  { rule: 'C01', request: faulty('cut-audio'), steps: whole() },
  {
    // Where the stream ends is known at its end alone.
    rule: 'C03',
    request: faulty('tail:14'),
    steps: lines(whole(), '{"$close": {"code": 1000}}', '{"$until": {"close": true, "within": "5s"}}'),
  },
  { rule: 'C04', request: faulty('flip'), steps: whole(opus) },
  {
    rule: 'C05',
    request: faulty('header-again'),
    steps: lines(
      start('"format": "mp3"'),
      text('The first sentence is spoken for itself. '),
      flush,
      '{"$until": {"audioIdle": "600ms", "within": "15s"}}',
      text('The second begins with a header of its own. '),
      flush,
      '{"event": "stop"}',
      finish,
    ),
  },
  { rule: 'C06', request: faulty('drop'), steps: whole(opus) },
  { rule: 'C08', request: faulty('wrong-format'), steps: whole('"format": "wav"') },
  {
    rule: 'C09',
    request: faulty('flip:6@1+seed:2', { chunkBytes: '44-4000-4000-4000' }),
    steps: whole('"format": "wav"'),
  },
  { rule: 'D01', request: switched({ pace: 3, chunkBytes: 8000 }), steps: whole(pcm) },
  { rule: 'D02', request: switched({ pace: 1.5 }), steps: whole(pcm) },
  { rule: 'D03', request: faulty('first-audio:3500'), steps: whole() },
  { rule: 'D07', steps: whole('"format": "mp3", "prosody": {"volume": 20}') },
  { rule: 'D08', request: faulty('tail:14'), steps: whole() },
  { rule: 'D09', request: faulty('jitter:4000@8', { chunkBytes: 4000 }), steps: whole(pcm) },
  {
    rule: 'D10',
    steps: lines(
      start('"format": "mp3"'),
      text('This is a long sentence that goes on for quite a while and is spoken to its end. '),
      flush,
      '{"$until": {"event": "audio", "within": "10s"}}',
      text('Stop, I have heard enough of that now, thank you very much. '),
      flush,
      '{"event": "stop"}',
      finish,
    ),
  },
];

export const fishSoundRuleScenarios: readonly Shipped[] = table.map((one) => ruleScenario('fish', one));

/** Rules of these tables that nothing is shipped for, and why. C02 is tripped in fishspeech's own scenarios. */
export const soundRulesOfOthers: Readonly<Record<string, string>> = {
  C07: 'it takes a server that goes over to another format in the middle, whole frames and all',
  D04: 'it takes a page that is hidden or asleep',
  D05: 'it takes a player of this page that runs dry',
  D06: 'it takes a voice that begins with silence',
  D11: 'it takes a slow way between the relay and the page',
};
