/** fishspeech.live: JSON text frames, sound in bare binary frames, the key in the address and in start. Facts: B1 to B4. */
import { inspectJson } from '../../json/inspect.ts';
import { inspectMsgpack } from '../../msgpack/inspect.ts';
import type { Dialect } from '../dialect.ts';
import { encodeSpeech } from './codec.ts';
import { describeSpeech, speechRowWords } from './describe.ts';
import { clientEvents, serverEvents } from './events.ts';
import { openSpeechReader, speechFormats } from './reader.ts';
import { speechRefusal } from './refusal.ts';
import { speechRules } from './rules/speech-rules.ts';
import { speechEventSchema, validateSpeech } from './schema.ts';
import { speechSecrets } from './secrets.ts';
import { speechServerTemplates } from './server-templates.ts';
import { speechSample, speechTemplates } from './templates.ts';
import { openSpeechWords } from './words.ts';

export const fishspeech: Dialect = {
  id: 'fishspeech',
  title: 'fishspeech.live',
  about: 'JSON in text frames, sound in binary frames; the key travels in the address and in start.',
  paths: ['/v1/tts/ws'],
  defaultBase: 'wss://fishspeech.live',
  upgradeOptions: [],
  upgrade: (path) => ({ path, query: [{ name: 'token', value: [{ key: true }] }], headers: [], protocols: [] }),
  secretHeaders: [],
  secretQuery: ['token'],
  secretsIn: speechSecrets,
  secretFields: [{ event: 'start', field: 'token' }],
  encode: encodeSpeech,
  textEvent: (text) => ({ event: 'text', text }),
  openReader: openSpeechReader,
  openWords: openSpeechWords,
  describe: describeSpeech,
  rowWords: speechRowWords,
  inspect(frame) {
    if (frame.opcode === 'text') return inspectJson(frame.bytes);
    // A binary frame of a client is someone else's habit: worth a look. The server's are sound.
    return frame.opcode === 'binary' && frame.dir === 'sent' ? inspectMsgpack(frame.bytes) : null;
  },
  eventSchema: speechEventSchema,
  validate: validateSpeech,
  templates: speechTemplates,
  serverTemplates: speechServerTemplates,
  sampleSession: speechSample,
  formats: speechFormats,
  clientEvents,
  serverEvents,
  refusal: speechRefusal,
  rules: speechRules,
};
