/** Events to insert, and the first text of the editor. */
import type { EventTemplate } from '../dialect.ts';

export const speechTemplates: readonly EventTemplate[] = [
  {
    name: 'start',
    title: 'start: mp3, model s1',
    event: { event: 'start', token: { $key: true }, request: { format: 'mp3', latency: 'normal', version: 's1' } },
  },
  {
    name: 'start-wav',
    title: 'start: wav, sooner',
    event: { event: 'start', token: { $key: true }, request: { format: 'wav', latency: 'balanced', version: 's1' } },
  },
  {
    name: 'start-voice',
    title: 'start: a stored voice',
    event: {
      event: 'start',
      token: { $key: true },
      request: { reference_id: '2d4039641d67419fa132ca59fa2f61ad', format: 'mp3', version: 'v2' },
    },
  },
  { name: 'text', title: 'text: one thing to say', event: { event: 'text', text: 'And one more sentence.' } },
  { name: 'stop', title: 'stop: end the current processing', event: { event: 'stop' } },
];

export const speechSample = `// A session is a list of steps. Each event goes out as JSON in a text frame.
[
  { "$until": { "event": "connected", "within": "10s" } },
  // start sets format and model. $key stands for the key you typed.
  {
    "event": "start",
    "token": { "$key": true },
    "request": {
      "format": "mp3", // or wav
      "latency": "normal",
      "version": "s1"
    }
  },
  { "$until": { "event": "ready", "within": "10s" } },
  // Each text is spoken at once; its sound comes in binary frames.
  { "event": "text", "text": "Hello from Wiretone. Every frame you see is real." },
  { "$until": { "event": "done", "within": "10s" } },
  // stop ends what is being spoken; here all of it has been.
  { "event": "stop" },
  { "$until": { "event": "stopped", "within": "10s" } }
]
`;
