/** All probes, by dialect. */
import { connectionProbes } from './connection.ts';
import { fishOrderProbes } from './fish-order.ts';
import { fishRequestProbes } from './fish-request.ts';
import { fishSoundProbes } from './fish-sound.ts';
import { finish, fishStart, stop, text } from './fish-steps.ts';
import * as speech from './fishspeech.ts';
import type { Probe } from './probe.ts';

const ofFish = connectionProbes({
  dialect: 'fish',
  begin: [],
  speak: [fishStart(), text('A short sentence. '), stop, finish],
  filled: (filler) => `{"event": "wiretone-probe", "filler": "${filler}"}`,
  done: 'finish',
  refuses: 'error',
});

const ofSpeech = connectionProbes({
  dialect: 'fishspeech',
  begin: speech.begin,
  speak: [speech.text('A short sentence.'), speech.done],
  filled: (filler) => `{"event": "wiretone-probe", "filler": "${filler}"}`,
  done: 'done',
  refuses: 'error',
});

export const probes: readonly Probe[] = [
  ...fishOrderProbes,
  ...fishRequestProbes,
  ...fishSoundProbes,
  ...ofFish,
  ...speech.speechProbes,
  ...ofSpeech,
];
