/** Fish Audio live: the connection itself, and what a server may do to it. Switches speak to the sandbox alone. */
import { type Shipped, shipped } from './shipped-scenario.ts';

const dialect = 'fish';
const start = '{"event": "start", "request": {"text": "", "format": "mp3", "latency": "balanced"}}';
const spoken = `${start},
{"event": "text", "text": "A sentence that takes a while to be spoken, and another one after it. "},
{"event": "flush"}`;

export const fishConnection: readonly Shipped[] = [
  shipped({
    name: 'fish-parallel-sockets',
    group: 'Connection',
    dialect,
    title: 'Three callers at once',
    about:
      'Each socket of $parallel is a session of its own in the list. More than the account allows are refused by the real service (rule A09).',
    steps: `
{"$parallel": {"sockets": 3, "steps": [
  {"event": "start", "request": {"text": "", "format": "pcm", "sample_rate": 16000, "latency": "balanced"}},
  {"event": "text", "text": "One of several callers at the same time. "},
  {"event": "stop"},
  {"$until": {"event": "finish", "within": "30s"}},
  {"$expect": {"event": "finish", "where": {"reason": "stop"}, "duration": {"min": "500ms"}}}
]}},
{"$close": {"code": 1000, "reason": "done"}},
{"$until": {"close": true, "within": "5s"}}`,
  }),
  shipped({
    name: 'fish-pings',
    group: 'Connection',
    dialect,
    title: 'A ping, and its pong while speech is made',
    about: 'Pings keep idle sockets open. A pong may be late while the server is busy.',
    steps: `
${spoken},
{"$ping": "are you there?"},
{"$until": {"event": "pong", "within": "20s"}},
{"$until": {"audioIdle": "500ms", "within": "15s"}},
{"event": "stop"},
{"$until": {"event": "finish", "within": "15s"}},
{"$expect": {"noErrors": true}}`,
  }),
  shipped({
    name: 'fish-close-with-reason',
    group: 'Connection',
    dialect,
    title: 'A close with code and reason',
    about: 'The client closes in good order, after finish.',
    steps: `
${spoken},
{"event": "stop"},
{"$until": {"event": "finish", "within": "20s"}},
{"$close": {"code": 4001, "reason": "the listener hung up"}},
{"$until": {"close": true, "within": "5s"}},
{"$expect": {"close": {"code": 4001, "by": "us"}, "findings": {"hasNot": ["A22"]}}}`,
  }),
  shipped({
    name: 'fish-debug-log',
    group: 'Connection',
    dialect,
    title: 'What the server says of itself',
    about:
      'debug beside request asked for log events in 2025 and is not documented any more (rule A47). The sandbox still answers.',
    steps: `
{"event": "start", "debug": true, "request": {"text": "", "format": "mp3", "latency": "balanced"}},
{"event": "text", "text": "What waits in the buffer is told in log events. "},
{"event": "flush"},
{"$until": {"event": "log", "within": "5s"}},
{"event": "stop"},
{"$until": {"event": "finish", "within": "15s"}},
{"$expect": {"event": "log", "count": {"min": 1}, "where": {"message": {"contains": "session"}}, "findings": {"has": ["A47"]}}}`,
  }),
  shipped({
    name: 'fish-closed-after-finish',
    group: 'What servers do',
    dialect,
    title: 'The server closes after finish',
    about:
      'The older documents say so, the newer ones that the socket can be used again. A client must live with both.',
    request: '{"switches": {"afterFinish": "close"}}',
    steps: `
${spoken},
{"event": "stop"},
{"$until": {"event": "finish", "within": "20s"}},
{"$until": {"close": true, "within": "5s"}},
{"$expect": {"close": {"code": 1000, "by": "peer"}, "noErrors": true}}`,
  }),
  shipped({
    name: 'fish-lost-in-the-middle',
    group: 'What servers do',
    dialect,
    title: 'The connection is lost in the middle',
    about:
      'No close frame, no finish: what came so far decodes and looks whole. Only the missing finish tells (rule A51).',
    request: '{"switches": {"drop": 3}}',
    steps: `
${spoken},
{"$until": {"close": true, "within": "20s"}},
{"$expect": {"close": {"code": 1006, "by": "network"}, "event": "finish", "count": 0, "findings": {"has": ["A51"]}}}`,
  }),
  shipped({
    name: 'fish-closed-with-code',
    group: 'What servers do',
    dialect,
    title: 'The server closes with a code of its own',
    about: 'A close in the middle, with code and reason. Clients that look at finish alone wait for ever.',
    request: '{"switches": {"closeCode": 1013, "closeReason": "try again later", "after": 2}}',
    steps: `
${spoken},
{"$until": {"close": true, "within": "20s"}},
{"$expect": {"close": {"code": 1013, "by": "peer"}, "findings": {"has": ["A51"]}}}`,
  }),
  shipped({
    name: 'fish-too-many-sessions',
    group: 'What servers do',
    dialect,
    title: 'The account has too many sessions',
    about:
      'The upgrade succeeds, start is refused: error with max_concurrency, then a close. Most SDKs show nothing of it (rule A49).',
    request: '{"switches": {"maxConcurrency": 5}}',
    steps: `
${start},
{"$until": {"event": "error", "within": "5s"}},
{"$until": {"close": true, "within": "5s"}},
{"$expect": {"event": "error", "where": {"max_concurrency": 5}, "findings": {"has": ["A49"]}}}`,
  }),
  shipped({
    name: 'fish-late-first-audio',
    group: 'What servers do',
    dialect,
    title: 'The first audio is late',
    about: 'Two seconds from flush to the first byte. The figures say how long a listener waits.',
    request: '{"switches": {"firstAudioMs": 2000}}',
    steps: `
${spoken},
{"$until": {"event": "audio", "within": "10s"}},
{"$expect": {"figure": {"id": "first-byte", "min": 1900}}},
{"$until": {"audioIdle": "600ms", "within": "20s"}},
{"event": "stop"},
{"$until": {"event": "finish", "within": "15s"}}`,
  }),
  shipped({
    name: 'fish-strict-server',
    group: 'What servers do',
    dialect,
    title: 'A server that takes nothing amiss in silence',
    about:
      'Text before start: lenient servers look away, strict ones answer with error and close. What the real one does is asked by a probe.',
    request: '{"switches": {"strict": "on"}}',
    steps: `
{"event": "text", "text": "Too early. "},
{"$until": {"event": "error", "within": "5s"}},
{"$until": {"close": true, "within": "5s"}},
{"$expect": {"event": "error", "where": {"error": {"contains": "start"}}, "findings": {"has": ["A16", "A49"]}}}`,
  }),
  shipped({
    name: 'fish-odd-pieces',
    group: 'What servers do',
    dialect,
    title: 'Samples cut in two',
    about:
      'Each event holds an odd number of pcm bytes: half a sample at its end has to be kept for the next (rule A56).',
    request: '{"switches": {"chunkBytes": 4001}}',
    steps: `
{"event": "start", "request": {"text": "", "format": "pcm", "sample_rate": 16000, "latency": "balanced"}},
{"event": "text", "text": "Carry the last byte over to the next event. "},
{"event": "stop"},
{"$until": {"event": "finish", "within": "20s"}},
{"$expect": {"findings": {"has": ["A56"]}, "audio": {"decodes": true}}}`,
  }),
  shipped({
    name: 'fish-flood',
    group: 'What servers do',
    dialect,
    title: 'Two thousand frames at once',
    about:
      'How a client takes a burst: 2,000 log events of 200 bytes as fast as they go, then a close whose reason holds the hash of all.',
    request: '{"switches": {"flood": "0x200x2000"}}',
    steps: `
${start},
{"$until": {"close": true, "within": "30s"}},
{"$expect": {"event": "log", "count": 2000, "close": {"code": 1000, "by": "peer"}}}`,
  }),
];
