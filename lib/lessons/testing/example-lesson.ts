import { audio, newest, saw, sent } from '../goals/frames.ts';
import { msWords, seqWords } from '../goals/words.ts';
import type { Lesson } from '../lesson.ts';

const session = (last: string) => `[
  { "event": "start", "request": { "text": "", "format": "mp3", "latency": "balanced" } },
  { "event": "text", "text": "One more thing. " },
  ${last}
]`;
const flushed = `{ "event": "flush" },
  { "$until": { "audioIdle": "250ms", "within": "5s" } }`;

export const example: Lesson = {
  id: 'example',
  title: 'Ask for what waits',
  about: 'Send a flush, and hear what was buffered.',
  minutes: 1,
  start: { upstream: 'sandbox-fish', switches: 'pace=0', faults: '', text: session('{ "$wait": "1s" }') },
  steps: [
    {
      id: 'text',
      title: 'Send a text',
      tells: ['A text waits on the server. Run the session as it stands, and look: no `audio` comes.'],
      control: { role: 'button', name: 'Run all', where: { pane: 'compose' } },
      hints: [{ says: 'Run all sends the steps of the editor, one after the other.' }],
      goal: (sessions) =>
        newest(sessions, (one) => {
          const [text] = sent(one, 'text');
          return text && saw(one, `${seqWords([text.seq])} is a text.`, [text]);
        }),
    },
    {
      id: 'flush',
      title: 'Send a flush',
      tells: ['`flush` has all spoken that was sent so far.'],
      control: { role: 'textbox', name: 'Steps of the session', where: { pane: 'compose' } },
      hints: [{ says: 'A flush has no fields.' }, { says: 'Put this into the editor.', text: session(flushed) }],
      goal: (sessions) =>
        newest(sessions, (one) => {
          const flush = sent(one, 'flush').find(({ seq }) => audio(one, seq).length > 0);
          const first = flush && audio(one, flush.seq)[0];
          if (flush === undefined || first === undefined) return null;
          const says = `${seqWords([flush.seq])} is a flush; audio followed after ${msWords(first.t - flush.t)}.`;
          return saw(one, says, [flush, first]);
        }),
    },
  ],
  reads: [{ path: '/reference/fish#event-flush', says: 'What a flush does' }],
  solution: [{ text: session(flushed) }],
  wrong: [
    {
      why: 'Waiting brings nothing: no one asked.',
      script: [{ text: session('{ "$wait": "3s" }') }],
      stopsAt: 'flush',
    },
    {
      why: 'A flush before the text has nothing to speak.',
      script: [{ text: '[{ "event": "start", "request": { "text": "" } }, { "event": "flush" }, { "$wait": "1s" }]' }],
      stopsAt: 'text',
    },
    {
      why: 'The connection is closed before the audio comes.',
      script: [{ text: session('{ "event": "flush" }, { "$close": { "code": 1000 } }') }],
      stopsAt: 'flush',
    },
  ],
};
