/** A53 to A57, A61, A63: the words of the rules about audio. */
import { row } from './rule-text.ts';

export const audioTexts = [
  row('A53', 'E', {
    title: 'The first audio bytes do not fit the format that was asked for.',
    why: 'Another format was asked for than expected, or an envelope is played as audio ("popping").',
    mend: 'Decode the MessagePack map first and play its audio field only; compare the format asked for.',
    source: 'Field reports; protocol reference A5',
  }),
  row('A54', 'I', {
    title: 'The sizes in the wav header are placeholders.',
    why: 'A stream does not know its length; naive readers report more than 13 hours.',
    mend: 'Count the bytes that come.',
    source: 'Fish Audio compatibility pages, 2026-08',
  }),
  row('A55', 'W', {
    title: 'The player runs at another sample rate than was asked for.',
    why: 'Here it follows what the sound says of itself. A player set to the rate asked for makes this speech too high and fast, or too low and slow.',
    mend: 'Ask for the rate in sample_rate, and set the player to what the sound says.',
    source: 'Field report of a client',
  }),
  row('A56', 'I', {
    title: 'An event holds an odd number of pcm bytes.',
    why: 'A sample is split over two events.',
    mend: 'Carry the odd byte over to the next event.',
    source: 'Two bytes per sample (protocol reference A5)',
  }),
  row('A57', 'E', {
    title: 'A counter of the path with timestamps goes back.',
    why: 'Captions are put in the wrong places.',
    mend: 'Tell the server side; do not sort by it.',
    source: 'Fish Audio reference of the path with timestamps, 2026-09',
  }),
  row('A61', 'E', {
    title: 'The audio has parameters that cannot be.',
    why: 'Players crash on them, or believe them.',
    mend: 'Look at the header: the stream was damaged, or made by something else.',
    source: 'Protocol reference A5; RFC 7845; ID3v2.4',
  }),
  row('A63', 'I', {
    title: 'An audio event has no bytes.',
    why: 'It is legal at the end of a session with timestamps, and is not the first audio.',
    mend: 'Ignore it.',
    source: 'Fish Audio reference of the path with timestamps, 2026-09',
  }),
];
