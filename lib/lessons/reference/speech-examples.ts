/** fishspeech.live: each client event, and what sessions are made of. */
import type { Example } from './example.ts';

const dialect = 'fishspeech';
const begin = (format = 'mp3') => `{ "$until": { "event": "connected", "within": "10s" } },
  {
    "event": "start",
    "token": { "$key": true }, // the key you typed; it never enters the text
    "request": { "format": "${format}", "latency": "balanced", "version": "s1" }
  },
  { "$until": { "event": "ready", "within": "10s" } },`;

export const speechExamples: readonly Example[] = [
  {
    id: 'fishspeech.start',
    dialect,
    title: 'start: wait, configure, wait',
    says: 'connected comes by itself; start is answered with ready.',
    events: ['start', 'connected', 'ready'],
    text: `[
  ${begin()}
  { "$expect": { "order": ["connected", "ready"], "noErrors": true } }
]
`,
  },
  {
    id: 'fishspeech.text',
    dialect,
    title: 'text: one text, one round',
    says: 'processing, then audio with binary frames, then done. There is no flush: every text is spoken by itself.',
    events: ['text', 'processing', 'audio', 'binary', 'done'],
    text: `[
  ${begin()}
  { "event": "text", "text": "Each text is a round of its own." },
  { "$until": { "event": "done", "within": "20s" } },
  { "$expect": { "order": ["processing", "audio", "done"], "noErrors": true, "audio": { "format": "mp3" } } }
]
`,
  },
  {
    id: 'fishspeech.stop',
    dialect,
    title: 'stop: give up what is being spoken',
    says: 'stopped answers it. Unlike stop of the other protocol it ends the text only: the sandbox takes the next one.',
    events: ['stop', 'stopped'],
    text: `[
  ${begin()}
  { "event": "text", "text": "This is a long text that nobody will hear to its end, since it is given up soon." },
  { "$until": { "event": "audio", "within": "10s" } },
  { "event": "stop" },
  { "$until": { "event": "stopped", "within": "10s" } },
  { "event": "text", "text": "And on it goes." },
  { "$until": { "event": "done", "within": "20s" } },
  { "$expect": { "order": ["stopped", "done"], "noErrors": true } }
]
`,
  },
  {
    id: 'fishspeech.texts',
    dialect,
    title: 'One text after the other',
    says: 'The next text goes out when the one before is done: what a server does with an early one is not known.',
    events: [],
    text: `[
  ${begin('wav')}
  { "$repeat": { "times": 3, "as": "n", "steps": [
    { "event": "text", "text": "This is sentence number {{n}}." },
    { "$until": { "event": "done", "within": "20s" } }
  ] } },
  { "$expect": { "event": "done", "count": 3, "noErrors": true, "audio": { "format": "wav" } } }
]
`,
  },
  {
    id: 'fishspeech.error',
    dialect,
    title: 'A text before start',
    says: 'The documented order broken on purpose. Whether the service answers with error, as the sandbox does, is not known.',
    events: ['error'],
    text: `[
  { "$until": { "event": "connected", "within": "10s" } },
  // start is missing.
  { "event": "text", "text": "Nobody is ready for this." },
  { "$until": { "event": "error", "within": "10s" } },
  { "$expect": { "event": "error", "count": 1, "findings": { "has": ["B05", "B13"] } } }
]
`,
  },
];
