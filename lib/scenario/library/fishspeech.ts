/** fishspeech.live: how sessions go, and what a server may do to them. */
import { type Shipped, shipped } from './shipped-scenario.ts';

const dialect = 'fishspeech';

/** The greeting, a start and its answer. */
export const begun = (format = 'mp3') => `{"$until": {"event": "connected", "within": "10s"}},
{"event": "start", "token": {"$key": true}, "request": {"format": "${format}", "latency": "balanced", "version": "s1"}},
{"$until": {"event": "ready", "within": "10s"}}`;

export const fishspeechSessions: readonly Shipped[] = [
  shipped({
    name: 'fishspeech-first-session',
    group: 'First steps',
    dialect,
    title: 'A session in JSON, sound in binary frames',
    about:
      'connected, start, ready, text; each audio event announces the binary frame behind it; done ends the text, and the client closes.',
    steps: `
${begun()},
{"event": "text", "text": "Hello from Wiretone. Every frame you see is real."},
{"$until": {"event": "done", "within": "20s"}},
{"$close": {"code": 1000, "reason": ""}},
{"$until": {"close": true, "within": "5s"}},
{"$expect": {
  "order": ["connected", "ready", "processing", "audio", "done"],
  "noErrors": true,
  "audio": {"format": "mp3"},
  "duration": {"min": "1s", "max": "20s"}
}}`,
  }),
  shipped({
    name: 'fishspeech-wav',
    group: 'Formats',
    dialect,
    title: 'Sound as wav',
    about: 'The other of the two documented formats. Its sample rate is not documented: the header tells.',
    steps: `
${begun('wav')},
{"event": "text", "text": "The header of this sound says how it is to be played."},
{"$until": {"event": "done", "within": "20s"}},
{"$expect": {"noErrors": true, "audio": {"decodes": true, "format": "wav"}}}`,
  }),
  shipped({
    name: 'fishspeech-text-after-text',
    group: 'Texts',
    dialect,
    title: 'One text after the other',
    about: 'Each text is a round of its own: the next goes out when the one before is done (rule B10).',
    steps: `
${begun()},
{"$repeat": {"times": 4, "as": "n", "steps": [
  {"event": "text", "text": "This is sentence number {{n}}."},
  {"$until": {"event": "done", "within": "20s"}}
]}},
{"$expect": {"event": "done", "count": 4, "noErrors": true, "findings": {"hasNot": ["B10"]}}}`,
  }),
  shipped({
    name: 'fishspeech-stop',
    group: 'First steps',
    dialect,
    title: 'A listener who interrupts',
    about: 'stop ends what is being spoken, not the session: after stopped the next text is taken.',
    steps: `
${begun()},
{"event": "text", "text": "This is a long answer that nobody will listen to until its end. It goes on and on and on."},
{"$until": {"event": "audio", "within": "10s"}},
{"event": "stop"},
{"$until": {"event": "stopped", "within": "5s"}},
{"event": "text", "text": "Something else, then."},
{"$until": {"event": "done", "within": "20s"}},
{"$expect": {"order": ["audio", "stopped", "processing", "done"], "event": "done", "count": 1, "where": {"text": "Something else, then."}}}`,
  }),
  shipped({
    name: 'fishspeech-error-and-on',
    group: 'What servers do',
    dialect,
    title: 'An error, and the session goes on',
    about:
      'A start with a format that is not made is answered with error; here the socket stays open, and a better start is taken. Whether the real service does so is asked by a probe.',
    steps: `
{"$until": {"event": "connected", "within": "10s"}},
{"event": "start", "token": {"$key": true}, "request": {"format": "ogg", "latency": "balanced", "version": "s1"}},
{"$until": {"event": "error", "within": "10s"}},
{"event": "start", "token": {"$key": true}, "request": {"format": "mp3", "latency": "balanced", "version": "s1"}},
{"$until": {"event": "ready", "within": "10s"}},
{"event": "text", "text": "Now it works."},
{"$until": {"event": "done", "within": "20s"}},
{"$expect": {"order": ["error", "ready", "done"], "findings": {"has": ["B07", "B13"]}}}`,
  }),
  shipped({
    name: 'fishspeech-file-per-text',
    group: 'What servers do',
    dialect,
    title: 'A sound file for every text',
    about: 'Headers in the middle of the stream: a decoder that takes all binary frames for one file stumbles here.',
    request: '{"switches": {"stream": "text"}}',
    steps: `
${begun('wav')},
{"event": "text", "text": "The first file."},
{"$until": {"event": "done", "within": "20s"}},
{"event": "text", "text": "The second file."},
{"$until": {"event": "done", "within": "20s"}},
{"$expect": {"noErrors": true, "event": "done", "count": 2, "audio": {"decodes": true}}}`,
  }),
  shipped({
    name: 'fishspeech-frames-per-audio',
    group: 'What servers do',
    dialect,
    title: 'Several binary frames behind one audio event',
    about:
      'The document does not say how many frames an audio event announces. Clients that expect exactly one lose sound.',
    request: '{"switches": {"perAudio": 3}}',
    steps: `
${begun()},
{"event": "text", "text": "Count the binary frames behind each audio event, all of them."},
{"$until": {"event": "done", "within": "20s"}},
{"$expect": {"noErrors": true, "audio": {"decodes": true}}}`,
  }),
  shipped({
    name: 'fishspeech-pings-and-close',
    group: 'Connection',
    dialect,
    title: 'A ping, and a close with a reason',
    about:
      'Nothing is documented about pings, idle times or close codes; a ping is answered by every WebSocket server.',
    steps: `
${begun()},
{"$ping": "are you there?"},
{"$until": {"event": "pong", "within": "10s"}},
{"event": "text", "text": "Good, you are there."},
{"$until": {"event": "done", "within": "20s"}},
{"$close": {"code": 1000, "reason": "the listener hung up"}},
{"$until": {"close": true, "within": "5s"}},
{"$expect": {"close": {"code": 1000, "by": "us"}, "noErrors": true}}`,
  }),
  shipped({
    name: 'fishspeech-parallel-sockets',
    group: 'Connection',
    dialect,
    title: 'Two voices at once',
    about: 'Two sockets that begin differently and speak at the same time.',
    steps: `
{"$parallel": [
  {"name": "mp3", "steps": [
    ${begun('mp3').replaceAll('\n', '\n    ')},
    {"event": "text", "text": "I am the first."},
    {"$until": {"event": "done", "within": "30s"}}
  ]},
  {"name": "wav", "steps": [
    ${begun('wav').replaceAll('\n', '\n    ')},
    {"event": "text", "text": "And I am the second."},
    {"$until": {"event": "done", "within": "30s"}},
    {"$expect": {"audio": {"decodes": true, "format": "wav"}}}
  ]}
]}`,
  }),
];
