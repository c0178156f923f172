/** A23 to A30, A43, A45, A48: text and flush. */
import type { Case } from './draw.ts';

const s1 = 'dial /v1/tts/live | Authorization: Bearer key#1... | model: s1\n';
const texts = (...pieces: string[]) => pieces.map((piece) => `> text ${JSON.stringify(piece)}\n`).join('');
const spoken = (pieces: string[], start = '> start') => `${start}\n${texts(...pieces)}> flush`;
const voices = '> start {"reference_id": ["aa", "bb"]}';

export const textCases: readonly Case[] = [
  { name: 'flush with nothing', trips: 'A23', lines: '> start\n> flush' },
  { name: 'flush twice', trips: 'A23', lines: `${spoken(['A sentence of some length. '])}\n> flush` },
  { name: 'flush after 19 characters', trips: 'A24', lines: spoken(['Nineteen letters. 1']) },
  { name: 'flush after 20 characters', trips: '', lines: spoken(['Nineteen letters. 12']) },
  { name: 'flush of the text of start', trips: '', lines: '> start {"text": "A sentence of some length."}\n> flush' },
  { name: 'short text, no flush', trips: 'A25', lines: '> start\n> text "Hello. "\n> stop\n< audio mp3 64\n< finish' },
  {
    name: 'short text, audio before stop',
    trips: '',
    lines: '> start\n> text "Hello. "\n< audio mp3 64\n> stop\n< finish',
  },
  {
    name: 'a chunk of text, no flush',
    trips: '',
    lines: `> start {"chunk_length": 100}\n${texts('word '.repeat(20))}> stop\n< audio mp3 64\n< finish`,
  },
  {
    name: 'short text, flushed before stop',
    trips: '',
    lines: `${spoken(['A sentence of some length. '])}\n> stop\n< audio mp3 64\n< finish`,
  },
  {
    name: 'joins of a script with case and one without',
    trips: '',
    lines: spoken(['你好世界', 'ok 你好世界', 'ok 你好世界', 'ok 你好世界']),
  },
  { name: 'glued words', trips: 'A26', lines: spoken(['Hello', 'world', 'this', 'is glued.']) },
  { name: 'glued words, one join fewer', trips: '', lines: spoken(['Hello', 'world', 'this is glued.']) },
  { name: 'glued words, then a space', trips: '', lines: spoken(['Hello', 'world', 'this', 'is', ' not.']) },
  {
    name: 'no spaces where there is no case',
    trips: '',
    lines: spoken(['你好世界你好', '世界你好世界', '你好世界你好', '世界你好世界']),
  },
  {
    name: 'words between flushes',
    trips: 'A24',
    lines: '> start\n> text "One"\n> flush\n> text "two"\n> flush\n> text "three"\n> flush\n> text "four"\n> flush',
  },
  { name: 'one character at a time', trips: 'A27', lines: spoken(['H', 'i', ' ', 't', 'here, all you people.']) },
  { name: 'a full stop of its own', trips: '', lines: spoken(['Hello from', ' the LLM', '.', ' More text']) },
  { name: 'an empty text', trips: 'A28', lines: spoken(['A sentence of some length. ', '']) },
  { name: 'a text of a space', trips: '', lines: spoken(['A sentence of some length.', ' ']) },
  { name: 'a text of four chunks', trips: 'A29', lines: spoken(['word '.repeat(181)]) },
  { name: 'a text of three chunks', trips: '', lines: spoken(['word '.repeat(180)]) },
  {
    name: 'text in start and after',
    trips: 'A30',
    lines: spoken(['More of it to say. '], '> start {"text": "First. "}'),
  },
  { name: 'two voices, no tags', trips: 'A43', lines: spoken(['Hello from both of us. '], voices) },
  { name: 'two voices, a third named', trips: 'A43', lines: spoken(['<|speaker:2|>Hello from a third. '], voices) },
  { name: 'two voices, named', trips: '', lines: spoken(['<|speaker:0|>Hello. ', '<|speaker:1|>Hello. '], voices) },
  {
    name: 'two voices, a tag in two pieces',
    trips: '',
    lines: spoken(['<|spea', 'ker:1|>Hello to you all. '], voices),
  },
  { name: 'round brackets with s2-pro', trips: 'A45', lines: spoken(['(happy) Hello to you all. ']) },
  { name: 'square brackets with s2-pro', trips: '', lines: spoken(['[happy] Hello to you all. ']) },
  { name: 'square brackets with s1', trips: 'A45', lines: `${s1}${spoken(['[happy] Hello to you all. '])}` },
  { name: 'other words in brackets', trips: '', lines: spoken(['(for example) Hello to you all. ']) },
  {
    name: 'normal latency, flushed twice',
    trips: 'A48',
    lines: `${spoken(['A sentence of some length. '], '> start {"latency": "normal"}')}\n${texts('Another one of some length. ')}> flush`,
  },
  {
    name: 'normal latency, flushed once',
    trips: '',
    lines: spoken(['A sentence of some length. '], '> start {"latency": "normal"}'),
  },
];
