/** Lesson 5: text that glues together. Pieces are joined as they stand; the spaces between them are the client's. */
import { visible } from '../../bytes/visible.ts';
import { editor, runAll } from '../controls.ts';
import { finding } from '../goals/figures.ts';
import { saw } from '../goals/frames.ts';
import { flushesOf, isHeard, newestRound, piecesOf, type Round, secondsOf, textAt } from '../goals/rounds.ts';
import { secondWords, seqWords } from '../goals/words.ts';
import type { Lesson, Saw } from '../lesson.ts';

const start = '{ "event": "start", "request": { "text": "", "format": "mp3", "latency": "balanced" } }';
const end = '{ "event": "stop" },\n  { "$until": { "event": "finish", "within": "10s" } }';
const pieces = (...texts: string[]) =>
  texts.map((text) => `{ "event": "text", "text": ${JSON.stringify(text)} }`).join(',\n  ');

const begun = `// Words, one by one. Run it, and listen how they are spoken.
[
  ${start},
  ${pieces('We', 'will', 'be', 'home', 'by', 'noon.')},
  ${end}
]
`;

const spaced = `// A space behind each word: the server joins what it gets, and nothing else.
[
  ${start},
  ${pieces('We ', 'will ', 'be ', 'home ', 'by ', 'noon. ')},
  ${end}
]
`;

const tokens = `// As a language model hands them on: the space stands in front of the word.
[
  ${start},
  { "$tokens": "We will all be back at home by noon.", "like": "openai", "perSecond": 50 },
  ${end}
]
`;

const session = (steps: string) => `[${start}, ${steps}, ${end}]`;

/** Pieces that are spoken together, and how each is joined to the next one. */
type Joined = { seqs: number[]; text: string; joins: number; spaced: number; leading: number; glued: number };

/** The longest row of pieces without a flush between them; null where none has as many as `least`. */
function joinedIn(round: Round, least: number): Joined | null {
  const cuts = [0, ...flushesOf(round).map(({ flush }) => flush.seq), Number.POSITIVE_INFINITY];
  const texts = piecesOf(round).filter(({ seq }) => textAt(round, seq) !== '');
  const rows = cuts.slice(1).map((to, i) => texts.filter(({ seq }) => seq > (cuts[i] ?? 0) && seq < to));
  const row = rows.sort((a, b) => b.length - a.length)[0] ?? [];
  if (row.length < least) return null;
  const said = row.map(({ seq }) => textAt(round, seq));
  const pairs = said.slice(1).map((piece, i) => [said[i] ?? '', piece] as const);
  const count = (test: (before: string, piece: string) => boolean) =>
    pairs.filter(([before, piece]) => test(before, piece)).length;
  return {
    seqs: row.map(({ seq }) => seq),
    text: said.join(''),
    joins: pairs.length,
    spaced: count((before, piece) => /\s$/.test(before) || /^\s/.test(piece)),
    leading: count((before, piece) => !/\s$/.test(before) && /^\s+\S/.test(piece)),
    glued: count((before, piece) => /\p{L}$/u.test(before) && /^\p{L}/u.test(piece)),
  };
}

/** Words stand together without a space. Pieces of words do so rightly where they come as tokens do: most with the space in front. */
const isStillGlued = ({ joins, spaced, leading, glued }: Joined) =>
  spaced * 3 < joins * 2 || (glued > 0 && leading * 2 < joins);

const quoted = (text: string) => `"${visible(text.trim().slice(0, 80))}"`;

function sawJoined(round: Round, { seqs, text }: Joined, how: string): Saw {
  const says = `${seqs.length} pieces, ${seqWords(seqs)}, ${how}: ${quoted(text)}, ${secondWords(secondsOf(round))} of speech.`;
  return saw(
    round.session,
    says,
    seqs.map((seq) => ({ seq })),
  );
}

export const spaces: Lesson = {
  id: 'spaces',
  title: 'Text that glues together',
  about: 'Send text in pieces, as it comes out of a language model, and have it spoken as words.',
  minutes: 3,
  start: { upstream: 'sandbox-fish', switches: '', faults: '', text: begun },
  steps: [
    {
      id: 'glued',
      title: 'Run it, and hear one long word',
      tells: [
        'Each text is one word, as a program gets them when it splits a sentence at its spaces. Run it, and listen.',
        'The server adds nothing between two texts: `We` and `will` become `Wewill`. The findings of the session name it: rule A26.',
      ],
      control: runAll,
      hints: [
        { says: 'Press Run all and wait for finish.' },
        { says: 'If the text was changed, this one shows it.', text: begun },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const joined = joinedIn(round, 4);
          if (joined === null || joined.spaced > 0 || joined.glued < 3 || !isHeard(round)) return null;
          const rule = finding(round.session, 'A26') === undefined ? '' : ' (rule A26)';
          return sawJoined(round, joined, `with no space at any of the ${joined.joins} joins${rule}`);
        }),
    },
    {
      id: 'mend',
      title: 'Keep the spaces',
      tells: [
        'Give each piece its space, in front of it or behind it. Both are right, as long as it is always the same: the examples of the vendor have it behind.',
        'Then run again. Do not flush after each word instead: every word would be spoken by itself, and badly (rule A24).',
      ],
      control: editor,
      hints: [
        { says: 'The space belongs between the quotes: `"We "`, not `"We" `.' },
        {
          says: 'Every piece needs its own. One space somewhere silences the rule, but it does not mend the other words.',
        },
        { says: 'Put this into the editor and press Run all.', text: spaced },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const joined = joinedIn(round, 4);
          if (joined === null || isStillGlued(joined) || !isHeard(round)) return null;
          return sawJoined(round, joined, `with a space at ${joined.spaced} of ${joined.joins} joins`);
        }),
    },
    {
      id: 'tokens',
      title: 'Send what a language model sends',
      tells: [
        'Language models hand on tokens: words and parts of words, most with the space in front, such as ` home`. They can go out as they are. What breaks them is code that trims each piece.',
        'The step `$tokens` cuts a text the same way. Send a sentence of at least six tokens with it.',
      ],
      control: editor,
      hints: [
        {
          says: '`$tokens` stands where the texts stood, with `"like": "openai"`. Press Ctrl + Space in the editor to see what it may hold.',
        },
        { says: 'Write it as `{ "$tokens": "We will all be back at home by noon.", "like": "openai" },`.' },
        { says: 'Put this into the editor and press Run all.', text: tokens },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const joined = joinedIn(round, 6);
          if (joined === null || joined.leading < 3 || joined.leading * 2 < joined.joins || !isHeard(round))
            return null;
          return sawJoined(round, joined, `${joined.leading} of them with the space in front`);
        }),
    },
  ],
  meant: ['A26'],
  reads: [
    { path: '/rules/A26', says: 'Texts joined letter to letter' },
    { path: '/rules/A27', says: 'Text sent character by character' },
    { path: '/reference/fish#event-text', says: 'The event text' },
  ],
  solution: [{ text: begun }, { text: spaced }, { text: tokens }],
  wrong: [
    {
      why: 'One space somewhere silences the rule; the other words are still glued.',
      script: [{ text: begun }, { text: session(pieces('We ', 'will', 'be', 'home', 'by', 'noon.')) }],
      stopsAt: 'mend',
    },
    {
      why: 'One space is missing: two words are still one.',
      script: [{ text: begun }, { text: session(pieces('We ', 'will ', 'be ', 'home ', 'by', 'noon.')) }],
      stopsAt: 'mend',
    },
    {
      why: 'A flush after each word: nothing is joined, but each word is a turn of its own.',
      script: [
        { text: begun },
        {
          text: session(['We', 'will', 'be', 'home'].map((word) => `${pieces(word)}, { "event": "flush" }`).join(', ')),
        },
      ],
      stopsAt: 'mend',
    },
    {
      why: 'Hyphens between the words are spoken text, not spaces.',
      script: [{ text: begun }, { text: session(pieces('We-', 'will-', 'be-', 'home-', 'by-', 'noon.')) }],
      stopsAt: 'mend',
    },
    {
      why: 'A waiting time between the texts is no space: the server joins what it has.',
      script: [
        { text: begun },
        { text: session(['We', 'will', 'be', 'home'].map((word) => pieces(word)).join(', { "$wait": "300ms" }, ')) },
      ],
      stopsAt: 'mend',
    },
    {
      why: 'Tokens that were trimmed on the way are glued again.',
      script: [
        { text: `[${[begun, spaced].map((text) => text.slice(text.indexOf('[') + 1, -3)).join(',')}]` },
        { text: session(pieces('We', 'will', 'all', 'be', 'back', 'at', 'home.')) },
      ],
      stopsAt: 'tokens',
    },
    {
      why: 'The whole sentence in one text: nothing is joined, and no token was sent.',
      script: [
        { text: `[${[begun, spaced].map((text) => text.slice(text.indexOf('[') + 1, -3)).join(',')}]` },
        { text: session(pieces('We will all be back at home by noon.')) },
      ],
      stopsAt: 'tokens',
    },
  ],
};
