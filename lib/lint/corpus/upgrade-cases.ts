/** A01 to A08: the upgrade. */
import type { Case } from './draw.ts';

const key = 'Authorization: Bearer key#1...';

export const upgradeCases: readonly Case[] = [
  { name: 'a good upgrade', trips: '', lines: `dial /v1/tts/live | ${key} | model: s2.1-pro-free` },
  { name: 'no Authorization', trips: 'A01', lines: 'dial /v1/tts/live | model: s1 | Host: x' },
  { name: 'a key without Bearer', trips: 'A01', lines: 'dial /v1/tts/live | Authorization: key#1... | model: s1' },
  { name: 'Bearer without a key', trips: 'A01', lines: 'dial /v1/tts/live | Authorization: Bearer | model: s1' },
  {
    name: 'bearer in small letters is the same scheme',
    trips: '',
    lines: 'dial /v1/tts/live | authorization: bearer key#1... | MODEL: s1',
  },
  { name: 'a record without headers says nothing of them', trips: '', lines: 'dial /v1/tts/live' },
  { name: 'no model', trips: 'A02', lines: `dial /v1/tts/live | ${key}` },
  { name: 'an unknown model', trips: 'A03', lines: `dial /v1/tts/live | ${key} | model: s3-max` },
  { name: 'a model in capitals is unknown', trips: 'A03', lines: `dial /v1/tts/live | ${key} | model: S1` },
  { name: 'a retired model', trips: 'A04', lines: `dial /v1/tts/live | ${key} | model: speech-1.5` },
  { name: 'another retired model', trips: 'A04', lines: `dial /v1/tts/live | ${key} | model: s1-mini` },
  { name: 'drama on the plain path', trips: 'A05', lines: `dial /v1/tts/live | ${key} | model: drama-3-preview` },
  {
    name: 'drama on its own path',
    trips: '',
    lines: `dial /v1/tts/live/with-timestamp | ${key} | model: drama-3-preview`,
  },
  {
    name: 'an unknown drama on the path of the known one',
    trips: 'A03',
    lines: `dial /v1/tts/live/with-timestamp | ${key} | model: drama-9`,
  },
  { name: 'a key in the address', trips: 'A07', lines: `dial /v1/tts/live?token=key#1 | ${key} | model: s1` },
  { name: 'another parameter in the address', trips: '', lines: `dial /v1/tts/live?region=eu | ${key} | model: s1` },
  { name: 'two slashes', trips: 'A08', lines: `dial //v1/tts/live | ${key} | model: s1` },
  { name: 'two slashes further on', trips: '', lines: `dial /tap/abc//v1/tts/live | ${key} | model: s1` },
];
