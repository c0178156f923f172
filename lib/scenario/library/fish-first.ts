/** Fish Audio live: how sessions go. */
import { type Shipped, shipped } from './shipped-scenario.ts';

const dialect = 'fish';

export const fishFirst: readonly Shipped[] = [
  shipped({
    name: 'fish-first-session',
    group: 'First steps',
    dialect,
    title: 'A session from start to finish',
    about: 'start, two texts, flush, stop. The server answers with audio and, after stop, with one finish.',
    steps: `
      {"event": "start", "request": {"text": "", "format": "mp3", "latency": "balanced"}},
      {"event": "text", "text": "Hello from Wiretone. "},
      {"event": "text", "text": "Every frame you see is real. "},
      {"event": "flush"},
      {"$until": {"audioIdle": "400ms", "within": "15s"}},
      {"event": "stop"},
      {"$until": {"event": "finish", "within": "15s"}},
      {"$expect": {
        "order": ["audio", "finish"],
        "event": "finish", "count": 1, "where": {"reason": "stop"},
        "noErrors": true,
        "turns": 1,
        "audio": {"decodes": true, "format": "mp3"},
        "duration": {"min": "1s", "max": "20s"}
      }}`,
  }),
  shipped({
    name: 'fish-flush-per-turn',
    group: 'First steps',
    dialect,
    title: 'One start, a flush for every turn',
    about:
      'A conversation on one session: no stop between turns, so that silence is what ends a turn. Nothing but audio comes until stop.',
    steps: `
      {"event": "start", "request": {"text": "", "format": "pcm", "sample_rate": 24000, "latency": "balanced"}},
      {"event": "text", "text": "Good morning, how can I help you? "},
      {"event": "flush"},
      {"$until": {"audioIdle": "600ms", "within": "15s"}},
      {"event": "text", "text": "Certainly, I am looking it up for you now. "},
      {"event": "flush"},
      {"$until": {"audioIdle": "600ms", "within": "15s"}},
      {"event": "text", "text": "Here it is. Is there anything else? "},
      {"event": "flush"},
      {"$until": {"audioIdle": "600ms", "within": "15s"}},
      {"$expect": {"turns": 3, "event": "finish", "count": 0}},
      {"event": "stop"},
      {"$until": {"event": "finish", "within": "15s"}},
      {"$expect": {"noErrors": true, "audio": {"decodes": true}}}`,
  }),
  shipped({
    name: 'fish-many-turns',
    group: 'First steps',
    dialect,
    title: 'Many turns, counted',
    about:
      'Ten turns written once: $repeat counts them in the variable n. For the first audio of each turn, see the figures.',
    steps: `
      {"event": "start", "request": {"text": "", "format": "opus", "latency": "low"}},
      {"$repeat": {"times": 10, "as": "n", "steps": [
        {"event": "text", "text": "This is what I have to say in turn number {{n}}. "},
        {"event": "flush"},
        {"$until": {"audioIdle": "500ms", "within": "15s"}}
      ]}},
      {"event": "stop"},
      {"$until": {"event": "finish", "within": "15s"}},
      {"$expect": {
        "turns": 10,
        "event": "text", "dir": "sent", "which": "last", "where": {"text": {"contains": "number 10"}},
        "noErrors": true
      }}`,
  }),
  shipped({
    name: 'fish-barge-in',
    group: 'First steps',
    dialect,
    title: 'A listener who interrupts',
    about:
      'The next text is flushed while the first is still being spoken. The protocol has no cancel: what comes of the first turn after that is thrown away by the player, or heard.',
    steps: `
      {"event": "start", "request": {"text": "", "format": "mp3", "latency": "balanced"}},
      {"event": "text", "text": "This is a long answer that nobody will listen to until its end. It goes on and on. "},
      {"event": "flush"},
      {"$until": {"event": "audio", "within": "10s"}},
      {"$wait": "200ms"},
      {"event": "text", "text": "Stop, I have another question. "},
      {"event": "flush"},
      {"$until": {"audioIdle": "600ms", "within": "20s"}},
      {"event": "stop"},
      {"$until": {"event": "finish", "within": "15s"}},
      {"$expect": {"turns": 2, "noErrors": true}}`,
  }),
  shipped({
    name: 'fish-reuse-after-finish',
    group: 'First steps',
    dialect,
    title: 'The socket again after finish',
    about:
      'start after finish begins another session on the same socket. Some servers close instead: then the second start cannot be sent.',
    steps: `
      {"$repeat": {"times": 2, "steps": [
        {"event": "start", "request": {"text": "", "format": "wav", "sample_rate": 16000, "latency": "balanced"}},
        {"event": "text", "text": "A whole session, and the socket stays open. "},
        {"event": "stop"},
        {"$until": {"event": "finish", "within": "15s"}}
      ]}},
      {"$expect": {"event": "finish", "count": 2, "noErrors": true, "close": null}}`,
  }),
  shipped({
    name: 'fish-variables',
    group: 'First steps',
    dialect,
    title: 'Variables for what changes',
    about:
      'Voice, format and words stand in one place. Values of an environment file (--env, or the menu of the editor) come before those of the text.',
    variables: '{"voice": "802e3bc2b27e49c2995d23ef70e6ac89", "rate": 24000, "name": "Ada"}',
    steps: `
      // A string that is nothing but a variable becomes its value: a number stays a number.
      {"event": "start", "request": {
        "text": "", "format": "pcm", "sample_rate": "{{rate}}", "latency": "balanced", "reference_id": "{{voice}}"
      }},
      {"event": "text", "text": "Hello {{name}}, nice to meet you. "},
      // Where the braces are meant as they stand:
      {"event": "text", "text": {"$text": "This says {{name}} and means it. "}},
      {"event": "stop"},
      {"$until": {"event": "finish", "within": "15s"}},
      {"$expect": {"event": "text", "dir": "sent", "which": "first", "where": {"text": "Hello Ada, nice to meet you. "}}},
      {"$expect": {"event": "text", "dir": "sent", "which": "last", "where": {"text": {"contains": "and means it"}}}}`,
  }),
];
