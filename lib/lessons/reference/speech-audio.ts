/** The sound of fishspeech.live, as its pages have it. */
import type { AudioFacts } from './reference.ts';

const page = 'Playground page of fishspeech.live, undated';
const rest = 'Pages about plain HTTP of the same family, undated';

export const speechAudio: AudioFacts = {
  formats: [
    {
      format: 'mp3',
      container: 'MPEG frames',
      rates: 'Unknown: read them from the frames. The sandbox makes 44100 Hz, mono.',
      says: 'The default over plain HTTP.',
      source: rest,
    },
    {
      format: 'wav',
      container: 'RIFF',
      rates: 'Unknown: read them from the header. The sandbox makes 44100 Hz, mono.',
      says: 'Documented beside mp3.',
      source: page,
    },
  ],
  firstAudio: [],
  pieces: [],
  facts: [
    { name: 'First audio', says: 'Nobody has published how long it takes.', unknown: true },
    {
      name: 'One file or one for each text',
      says: 'Not known. The switch stream chooses it in the sandbox.',
      unknown: true,
    },
    { name: 'Times of words', says: 'None are documented.', source: page },
  ],
};
