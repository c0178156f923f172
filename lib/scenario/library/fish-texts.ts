/** Fish Audio live: how text comes in. */
import { type Shipped, shipped } from './shipped-scenario.ts';

const dialect = 'fish';
const story =
  'Once upon a time there was a lighthouse keeper who wrote letters to the sea. Every evening, he read them aloud. Nobody answered, and yet he was never alone.';

function tokens(like: string, title: string, about: string, text: string, pieces: number): Shipped {
  const steps = `
    {"event": "start", "request": {"text": "", "format": "mp3", "latency": "balanced"}},
    {"$tokens": ${JSON.stringify(text)}, "like": "${like}", "perSecond": 20},
    {"event": "flush"},
    {"$until": {"audioIdle": "600ms", "within": "20s"}},
    {"event": "stop"},
    {"$until": {"event": "finish", "within": "20s"}},
    {"$expect": {"event": "text", "dir": "sent", "count": {"min": ${pieces}}, "noErrors": true, "findings": {"hasNot": ["A24", "A26", "A27"]}}}`;
  return shipped({ name: `fish-tokens-${like}`, group: 'Texts', dialect, title, about, steps });
}

export const fishTexts: readonly Shipped[] = [
  tokens(
    'openai',
    'Tokens of a language model',
    'Pieces as an LLM streams them, with leading spaces, 20 a second. What breaks speech is trimming them.',
    story,
    20,
  ),
  tokens('words', 'Word by word', 'Each word with the space behind it, as the documents show it.', story, 20),
  tokens(
    'sentences',
    'Sentence by sentence',
    'What voice frameworks do: tokens are joined to sentences before they are sent.',
    story,
    3,
  ),
  tokens(
    'lines',
    'Line by line',
    'A text file read aloud. {"$tokens": {"$file": "poem.txt"}, "like": "lines"} reads one of yours.',
    'The fog comes\non little cat feet.\nIt sits looking\nover harbor and city\n',
    4,
  ),
  shipped({
    name: 'fish-text-in-start',
    group: 'Texts',
    dialect,
    title: 'All text in start',
    about: 'request.text may hold what is to be said; then no text events follow (rule A30).',
    steps: `
      {"event": "start", "request": {"text": "All of it was in the first message already. ", "format": "mp3", "latency": "balanced"}},
      {"event": "stop"},
      {"$until": {"event": "finish", "within": "15s"}},
      {"$expect": {"noErrors": true, "findings": {"hasNot": ["A30"]}, "duration": {"min": "1s"}}}`,
  }),
  shipped({
    name: 'fish-cues',
    group: 'Texts',
    dialect,
    title: 'Emotions in the notation of the model',
    about:
      'S2 models take [free text] in square brackets, s1 takes (words) of a list in round ones; the other notation is read aloud (rule A45).',
    request: '{"model": "s2-pro"}',
    steps: `
      {"event": "start", "request": {"text": "", "format": "mp3", "latency": "balanced"}},
      {"event": "text", "text": "[excited] I have found it, I have really found it! "},
      {"event": "stop"},
      {"$until": {"event": "finish", "within": "15s"}},
      {"$expect": {"noErrors": true, "findings": {"hasNot": ["A45"]}}}`,
  }),
  shipped({
    name: 'fish-other-scripts',
    group: 'Texts',
    dialect,
    title: 'Other scripts, one character cut in no place',
    about:
      'Texts without spaces between words may be cut anywhere between characters; a text event always holds whole ones.',
    steps: `
      {"event": "start", "request": {"text": "", "format": "mp3", "latency": "balanced"}},
      {"event": "text", "text": "你好，"},
      {"event": "text", "text": "欢迎使用。"},
      {"event": "text", "text": " Привет, мир! "},
      {"event": "stop"},
      {"$until": {"event": "finish", "within": "15s"}},
      {"$expect": {"noErrors": true, "event": "text", "dir": "sent", "count": 3}}`,
  }),
];
