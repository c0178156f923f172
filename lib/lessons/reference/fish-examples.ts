/** Fish Audio: each client event, and what sessions are made of. */
import type { Example } from './example.ts';

const dialect = 'fish';

export const fishExamples: readonly Example[] = [
  {
    id: 'fish.start',
    dialect,
    title: 'start: voice, format, latency',
    says: 'The first frame of a session. It is not acknowledged: nothing comes before there is audio.',
    events: ['start'],
    text: `[
  {
    "event": "start",
    "request": {
      "text": "", // required, and usually empty
      "format": "mp3", // or opus, wav, pcm
      "latency": "balanced",
      "prosody": { "speed": 1.1 }
    }
  },
  // Nothing answers it.
  { "$wait": "300ms" },
  { "$expect": { "event": "audio", "count": 0 } },
  { "event": "stop" },
  { "$until": { "event": "finish", "within": "10s" } },
  { "$expect": { "noErrors": true } }
]
`,
  },
  {
    id: 'fish.text',
    dialect,
    title: 'text: pieces of a sentence',
    says: 'Pieces are joined as they stand, so the spaces between words are part of them.',
    events: ['text'],
    text: `[
  { "event": "start", "request": { "text": "", "format": "mp3", "latency": "balanced" } },
  // As a language model gives them: each piece begins with its space.
  { "event": "text", "text": "Words" },
  { "event": "text", "text": " come" },
  { "event": "text", "text": " in" },
  { "event": "text", "text": " pieces." },
  { "event": "stop" },
  { "$until": { "event": "finish", "within": "10s" } },
  { "$expect": { "event": "text", "dir": "sent", "count": 4, "noErrors": true, "findings": { "hasNot": ["A26"] } } }
]
`,
  },
  {
    id: 'fish.flush',
    dialect,
    title: 'flush: speak what is there now',
    says: 'Fewer characters than a piece has wait for more. flush does not: their audio comes, and no finish.',
    events: ['flush'],
    text: `[
  { "event": "start", "request": { "text": "", "format": "mp3", "latency": "balanced" } },
  { "event": "text", "text": "This is too short to be spoken by itself. " },
  // Without the flush nothing would come here.
  { "event": "flush" },
  { "$until": { "audioIdle": "400ms", "within": "10s" } },
  { "$expect": { "turns": 1, "audio": { "decodes": true } } },
  { "$expect": { "event": "finish", "count": 0 } },
  { "event": "stop" },
  { "$until": { "event": "finish", "within": "10s" } },
  { "$expect": { "noErrors": true } }
]
`,
  },
  {
    id: 'fish.stop',
    dialect,
    title: 'stop: speak the rest, then finish',
    says: 'stop speaks what is buffered and ends the session. finish is the only answer, and comes once.',
    events: ['stop', 'finish'],
    text: `[
  { "event": "start", "request": { "text": "", "format": "mp3", "latency": "balanced" } },
  { "event": "text", "text": "The last words are spoken because stop was sent." },
  { "event": "stop" },
  { "$until": { "event": "finish", "within": "10s" } },
  { "$expect": { "order": ["audio", "finish"], "noErrors": true } },
  { "$expect": { "event": "finish", "count": 1, "where": { "reason": "stop" } } }
]
`,
  },
  {
    id: 'fish.turns',
    dialect,
    title: 'Turns of a conversation, on one session',
    says: 'One start; a flush ends each turn, and silence tells that its audio is there.',
    events: [],
    text: `[
  { "event": "start", "request": { "text": "", "format": "pcm", "sample_rate": 24000, "latency": "low" } },
  { "$repeat": { "times": 3, "as": "n", "steps": [
    { "event": "text", "text": "This is what I say in turn number {{n}}. " },
    { "event": "flush" },
    { "$until": { "audioIdle": "500ms", "within": "10s" } }
  ] } },
  { "event": "stop" },
  { "$until": { "event": "finish", "within": "10s" } },
  { "$expect": { "turns": 3, "noErrors": true, "audio": { "decodes": true } } }
]
`,
  },
  {
    id: 'fish.again',
    dialect,
    title: 'Another session on the same socket',
    says: 'A start after finish. The newest document allows it; the server may also close. The sandbox keeps the socket.',
    events: [],
    text: `[
  { "$repeat": { "times": 2, "steps": [
    { "event": "start", "request": { "text": "", "format": "wav", "sample_rate": 16000, "latency": "balanced" } },
    { "event": "text", "text": "A whole session, and the socket stays open. " },
    { "event": "stop" },
    { "$until": { "event": "finish", "within": "10s" } }
  ] } },
  { "$expect": { "event": "finish", "count": 2, "noErrors": true, "close": null } }
]
`,
  },
  {
    id: 'fish.voice',
    dialect,
    title: 'A stored voice, as Ogg Opus',
    says: 'reference_id names a voice. opus is made at 48000 Hz only, and its bit rate is in bits per second.',
    events: [],
    text: `[
  {
    "event": "start",
    "request": {
      "text": "",
      "format": "opus",
      "opus_bitrate": 32000,
      "latency": "balanced",
      "reference_id": "802e3bc2b27e49c2995d23ef70e6ac89"
    }
  },
  { "event": "text", "text": "The voice is stored with the service. " },
  { "event": "stop" },
  { "$until": { "event": "finish", "within": "10s" } },
  { "$expect": { "noErrors": true, "audio": { "decodes": true, "format": "opus" } } }
]
`,
  },
  {
    id: 'fish.clip',
    dialect,
    title: 'A voice from a recording',
    says: 'The bytes of a recording travel in start as MessagePack bin, with its transcript. The clip here is four samples long.',
    events: [],
    text: `[
  {
    "event": "start",
    "request": {
      "text": "",
      "format": "mp3",
      "latency": "balanced",
      "references": [
        {
          // A clip of your own: {"$file": "voice.wav"}, chosen under Files.
          "audio": { "$bin": "UklGRiwAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQgAAAAAAAAAAAAAAA==" },
          "text": "What is said in the clip."
        }
      ]
    }
  },
  { "event": "text", "text": "Bytes are sent as bytes, not as base64. " },
  { "event": "stop" },
  { "$until": { "event": "finish", "within": "10s" } },
  { "$expect": { "noErrors": true, "findings": { "hasNot": ["A13", "A14"] } } }
]
`,
  },
  {
    id: 'fish.words',
    dialect,
    title: 'Which word is heard when',
    says: 'On the path with timestamps, audio events carry an alignment: a snapshot of the chunk so far.',
    events: ['audio'],
    text: `{
  "title": "Which word is heard when",
  "dialect": "fish",
  "request": { "path": "/v1/tts/live/with-timestamp" },
  "steps": [
    { "event": "start", "request": { "text": "", "format": "mp3", "latency": "balanced" } },
    { "event": "text", "text": "Every word has its time. " },
    { "event": "stop" },
    { "$until": { "event": "finish", "within": "10s" } },
    { "$expect": { "event": "audio", "which": "last", "where": { "chunk_seq": { "min": 0 } }, "noErrors": true } }
  ]
}
`,
  },
  {
    id: 'fish.log',
    dialect,
    title: 'Log events',
    says: 'debug stands beside request. In no document since November 2025; the sandbox heeds it.',
    events: ['log'],
    text: `[
  { "event": "start", "debug": true, "request": { "text": "", "format": "mp3", "latency": "balanced" } },
  { "event": "text", "text": "The server tells what it does. " },
  { "event": "stop" },
  { "$until": { "event": "finish", "within": "10s" } },
  { "$expect": { "event": "log", "count": { "min": 1 }, "noErrors": true } }
]
`,
  },
  {
    id: 'fish.too-many',
    dialect,
    title: 'Refused after the upgrade',
    says: 'Too many sessions at once: an error event, then a close. The sandbox refuses every start with the switch maxConcurrency.',
    events: ['error'],
    text: `{
  "title": "Refused after the upgrade",
  "dialect": "fish",
  "request": { "switches": { "maxConcurrency": "5" } },
  "steps": [
    { "event": "start", "request": { "text": "", "format": "mp3", "latency": "balanced" } },
    { "$until": { "event": "error", "within": "5s" } },
    { "$until": { "close": true, "within": "5s" } },
    { "$expect": { "event": "error", "where": { "max_concurrency": 5 }, "findings": { "has": ["A49"] } } }
  ]
}
`,
  },
];
