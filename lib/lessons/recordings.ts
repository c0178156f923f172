/**
 * The ready-made recordings: sessions with the built-in sandbox, good ones first, then one for each famous trouble. The files are made by
 * `lib/cli/samples.ts`; a test reads each of them, and knows what is found in it.
 */
import { readyMadeId } from './ready-made-id.ts';

export type ReadyMade = {
  /** Part of its link (`/?recording=last-words-missing`), never reused. */
  id: string;
  /** The session's id, in the file and in the list of sessions. */
  session: string;
  title: string;
  /** Its address on this server. */
  file: string;
  /** What to look for, and where. Text between backticks is code. */
  look: string;
  dialect: 'fish' | 'fishspeech';
  isGood: boolean;
  /** Every rule that is met in it, sorted. */
  rules: readonly string[];
  /** The entry to look at first. */
  at: number;
};

type Row = Omit<ReadyMade, 'session' | 'file' | 'isGood'> & { number: number };

const good: readonly Row[] = [
  {
    id: 'first-session',
    number: 1,
    title: 'A first session',
    look: 'The whole of it: `start`, two texts, `flush`, the sound, `stop`, and `finish` at the end. First audio came 250 ms after the flush.',
    dialect: 'fish',
    rules: [],
    at: 6,
  },
  {
    id: 'many-turns',
    number: 2,
    title: 'Three turns on one socket',
    look: 'One `start`, three flushes, one `stop`. The Timeline shows three turns of sound with a pause between them; the pauses are no gaps.',
    dialect: 'fish',
    rules: [],
    at: 6,
  },
  {
    id: 'word-times',
    number: 3,
    title: 'With the time of every word',
    look: 'On the path with timestamps an `audio` carries the times of the words begun so far, anew after each flush; null says nothing new. The last has words and no sound, which is allowed.',
    dialect: 'fish',
    rules: ['A63'],
    at: 23,
  },
  {
    id: 'other-dialect',
    number: 4,
    title: 'The other protocol, in JSON',
    look: 'fishspeech.live sends JSON, and each `audio` event announces a binary frame of bare sound. The key stands in the address, as its documents want it.',
    dialect: 'fishspeech',
    rules: ['B03', 'C03'],
    at: 8,
  },
  {
    id: 'barge-in',
    number: 5,
    title: 'A barge-in',
    look: '`stop` in the middle of an answer gives up that answer, not the session: `stopped` comes, no `done`, and the sandbox speaks the next text at once. Whether the service itself goes on so is not known.',
    dialect: 'fishspeech',
    rules: ['B03', 'C03'],
    at: 20,
  },
];

const troubled: readonly Row[] = [
  {
    id: 'last-words-missing',
    number: 6,
    title: 'The last words are missing',
    look: 'No sound follows the last text: it was never flushed, and no `stop` came. Rule A21 says so after ten seconds of silence.',
    dialect: 'fish',
    rules: ['A21', 'A22', 'C03'],
    at: 11,
  },
  {
    id: 'never-finishes',
    number: 7,
    title: 'It never finishes',
    look: 'All is spoken, and the client waits 20 s for a `finish` that comes only after `stop`. It sends none, and gives up: see the time of the close.',
    dialect: 'fish',
    rules: ['A22', 'C03'],
    at: 17,
  },
  {
    id: 'glued-words',
    number: 8,
    title: 'Words that stick together',
    look: 'The pieces were trimmed: no text begins or ends with a space, and the server joins them as they are: it reads one long word. Read the texts one below the other.',
    dialect: 'fish',
    rules: ['A26'],
    at: 7,
  },
  {
    id: 'wrong-key',
    number: 9,
    title: 'Refused: the key is not known',
    look: 'The server answers the upgrade with 401, and no frame ever comes. Its reason is in the body of that answer: several clients throw it away.',
    dialect: 'fish',
    rules: [],
    at: 2,
  },
  {
    id: 'double-slash',
    number: 10,
    title: 'Refused: two slashes in the path',
    look: 'The base address ended in a slash, so the path is `//v1/tts/live`. The server of this recording knows no such path and answers 404.',
    dialect: 'fish',
    rules: ['A08'],
    at: 1,
  },
  {
    id: 'header-in-the-middle',
    number: 11,
    title: 'A click between two sentences',
    look: 'The sound of the second flush begins with a WAV header of its own. A player that takes all bytes behind the first header for samples plays it as a click.',
    dialect: 'fish',
    rules: ['A54', 'C05'],
    at: 14,
  },
  {
    id: 'slow-server',
    number: 12,
    title: 'A slow server',
    look: 'The first audio takes 3.6 s, and then the sound comes slower than it plays. Figures and Timeline lay it to upstream: the server, or the way to it.',
    dialect: 'fish',
    rules: ['D01', 'D02', 'D03'],
    at: 7,
  },
  {
    id: 'lost-connection',
    number: 13,
    title: 'Lost in the middle of a sentence',
    look: 'The connection ends without a close frame (1006), and no `finish` came before it. What was heard so far can pass for all there was.',
    dialect: 'fish',
    rules: ['A51', 'C03'],
    at: 15,
  },
  {
    id: 'idle-drop',
    number: 14,
    title: 'Dropped while idle',
    look: 'After a rest without a frame the server lets the connection go: here after three minutes, as the sandbox was set. Whoever keeps a socket for later must expect it.',
    dialect: 'fish',
    rules: ['A32', 'A51', 'C03'],
    at: 15,
  },
  {
    id: 'error-event',
    number: 15,
    title: 'The server says what is wrong',
    look: 'In the middle of the sound an `error` comes, then the close. Several clients show only the close, and what the server said is lost.',
    dialect: 'fish',
    rules: ['A49', 'C03'],
    at: 14,
  },
  {
    id: 'odd-bytes',
    number: 16,
    title: 'Bytes that look right',
    look: 'In `start` the temperature is NaN, and a number is packed longer than it needs to be: see the tree in the inspector. The text hides a space of no width.',
    dialect: 'fish',
    rules: ['A40'],
    at: 3,
  },
];

const made = ({ number, ...row }: Row, isGood: boolean): ReadyMade => ({
  ...row,
  isGood,
  session: readyMadeId(number),
  file: `/samples/${row.id}.wiretone.jsonl`,
});

export const readyMade: readonly ReadyMade[] = [
  ...good.map((row) => made(row, true)),
  ...troubled.map((row) => made(row, false)),
];

export const readyMadeOf = (id: string): ReadyMade | undefined => readyMade.find((one) => one.id === id);
