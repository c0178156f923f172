import type { FileFormat } from './wanted-format.ts';

/** The formats as the dialog lists them. */
export const fileFormats: readonly { id: FileFormat; name: string; ending: string; about: string }[] = [
  {
    id: 'wiretone',
    name: 'Wiretone recording',
    ending: '.wiretone.jsonl',
    about: 'Every entry as it was recorded. Opens here again, can be replayed, and can be verified.',
  },
  { id: 'har', name: 'HAR', ending: '.har', about: 'For the network panel of a browser, and for other tools.' },
  {
    id: 'report',
    name: 'HTML report',
    ending: '.html',
    about: 'One page that opens offline: log, decoded frames, findings, figures, waveform and sound.',
  },
  {
    id: 'csv',
    name: 'CSV of timings',
    ending: '.csv',
    about: 'A line for each frame, for a spreadsheet. No payloads.',
  },
  {
    id: 'profile',
    name: 'Sandbox profile',
    ending: '.json',
    about: 'How this server behaved: the sandbox can behave the same way.',
  },
  {
    id: 'audio-received',
    name: 'Sound as received',
    ending: '.mp3, .opus, .wav, .pcm',
    about: 'The bytes of the audio frames, joined.',
  },
  { id: 'audio-wav', name: 'Sound as WAV', ending: '.wav', about: 'Decoded, one channel, 16 bits.' },
];
