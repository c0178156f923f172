/** The sound of Fish Audio's live service, as documents and others' measurements have it. Nothing here was measured by us. */
import type { AudioFacts } from './reference.ts';

const documents = 'Fish Audio documents, August 2026';
const latencyNote = 'A third party, 100 calls, 30 September 2026';
const captures = 'Live captures of a third party, July and August 2026';

export const fishAudio: AudioFacts = {
  formats: [
    {
      format: 'mp3',
      container: 'Bare MPEG frames behind an ID3v2.4 tag',
      rates: '44100 Hz by default, or 32000; mono, 128 kbit/s by default',
      says: 'All events in a row are one file. That events end inside frames is inferred.',
      source: documents,
    },
    {
      format: 'opus',
      container: 'Ogg Opus, mono',
      rates: '48000 Hz only',
      says: 'One Ogg stream for the whole session is inferred; a decoder that begins in the middle fails.',
      source: captures,
    },
    {
      format: 'wav',
      container: 'RIFF, 16 bit, mono',
      rates: '44100 Hz by default, or 8000, 16000, 24000, 32000',
      says: 'The sizes in the header are placeholders (0xFFFFFF24 and 0xFFFFFF00): go by the bytes that come.',
      source: captures,
    },
    {
      format: 'pcm',
      container: 'None: signed 16 bit, little endian, mono',
      rates: '44100 Hz by default, or 8000, 16000, 24000, 32000',
      says: 'Nothing in the bytes tells the rate: a player must be told what was asked for.',
      source: documents,
    },
  ],
  firstAudio: [
    { what: 'First byte, latency low or balanced', measured: 'about 230 ms', source: latencyNote },
    { what: 'First byte, latency normal', measured: '1.66 s', source: latencyNote },
    { what: 'First audio on a socket that is open', measured: '205 to 290 ms', source: latencyNote },
    { what: 'Handshake before it, on a new socket', measured: '330 to 463 ms', source: latencyNote },
    { what: 'All of the speech, as a share of its length', measured: '0.16 to 0.26', source: latencyNote },
    {
      what: 'Sound in the first event, and the wait for the next',
      measured: 'about 460 ms, then about 250 ms later; smoother since 14 July 2026',
      source: 'A pull request to LiveKit, July 2026',
    },
  ],
  pieces: [
    {
      name: 'mp3',
      says: '14,130, then 21,322, then 1,746 bytes; or 14,126, then 47,924.',
      source: 'A guide of a third party, undated',
    },
    {
      name: 'A short session',
      says: 'Two texts, a flush and a stop gave 6 audio events, 50,990 bytes.',
      source: 'A third party, with a key, 3 October 2026',
    },
    {
      name: 'Very small pieces',
      says: 'One client throws pieces of up to 1,024 bytes away, as noise.',
      source: 'A pull request to pipecat',
    },
  ],
  facts: [
    {
      name: 'Lengths',
      says: 'Four measured files are multiples of 2,048 samples at 44,100 Hz; that all are is inferred.',
      source: captures,
    },
    {
      name: 'Headers after a flush',
      says: 'Whether a wav header or an ID3 tag comes again after a flush, or in a second session of a socket, is not known.',
      unknown: true,
    },
    {
      name: 'What it costs',
      says: '$15 for a million bytes of UTF-8 text with s1, s2-pro and s2.1-pro; nothing with s2.1-pro-free.',
      source: 'Fish Audio page on prices and limits, August 2026',
    },
  ],
};
