/** Events to insert, and the first text of the editor. */
import type { EventTemplate } from '../dialect.ts';

export const fishTemplates: readonly EventTemplate[] = [
  {
    name: 'start',
    title: 'start: mp3, balanced',
    event: { event: 'start', request: { text: '', format: 'mp3', latency: 'balanced' } },
  },
  {
    name: 'start-pcm',
    title: 'start: raw PCM for a player of your own',
    event: { event: 'start', request: { text: '', format: 'pcm', sample_rate: 24000, latency: 'balanced' } },
  },
  {
    name: 'start-voice',
    title: 'start: a stored voice, spoken faster',
    event: {
      event: 'start',
      request: {
        text: '',
        format: 'opus',
        opus_bitrate: -1000,
        latency: 'low',
        reference_id: '802e3bc2b27e49c2995d23ef70e6ac89',
        prosody: { speed: 1.2, volume: 0 },
      },
    },
  },
  {
    name: 'start-references',
    title: 'start: a voice from a recording',
    event: {
      event: 'start',
      request: {
        text: '',
        format: 'mp3',
        latency: 'balanced',
        references: [{ audio: { $file: 'voice.wav' }, text: 'What is said in the recording.' }],
      },
    },
  },
  {
    name: 'start-debug',
    title: 'start: with log events',
    event: { event: 'start', debug: true, request: { text: '', format: 'mp3', latency: 'balanced' } },
  },
  { name: 'text', title: 'text: more to say', event: { event: 'text', text: 'And one more sentence. ' } },
  { name: 'flush', title: 'flush: speak what is buffered', event: { event: 'flush' } },
  { name: 'stop', title: 'stop: speak the rest and finish', event: { event: 'stop' } },
];

export const fishSample = `// A session is a list of steps. Each event goes out as one MessagePack frame.
[
  // start comes first, once. It sets voice and format.
  {
    "event": "start",
    "request": {
      "text": "",
      "format": "mp3", // or opus, wav, pcm
      "latency": "balanced"
    }
  },
  // Texts are joined as they stand: mind the spaces.
  { "event": "text", "text": "Hello from Wiretone. " },
  { "event": "text", "text": "Every frame you see is real. " },
  // flush speaks what has been sent so far...
  { "event": "flush" },
  // ...and this waits until the audio has come to rest.
  { "$until": { "audioIdle": "250ms", "within": "10s" } },
  // stop ends the session; the server answers with finish.
  { "event": "stop" },
  { "$until": { "event": "finish", "within": "10s" } }
]
`;
