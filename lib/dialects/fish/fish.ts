/** Fish Audio live TTS: MessagePack both ways, key and model in headers. Facts: protocol reference A1 to A7. */
import { inspectJson } from '../../json/inspect.ts';
import { inspectMsgpack } from '../../msgpack/inspect.ts';
import type { Dialect } from '../dialect.ts';
import { encodeFish } from './codec.ts';
import { describeFish, fishRowWords } from './describe.ts';
import { clientEvents, serverEvents } from './events.ts';
import { fishPrice } from './price.ts';
import { openFishReader } from './reader.ts';
import { fishRefusal } from './refusal.ts';
import { fishRules } from './rules/rules.ts';
import { fishEventSchema, validateFish } from './schema.ts';
import { fishServerTemplates } from './server-templates.ts';
import { fishFormats } from './start-request.ts';
import { fishSample, fishTemplates } from './templates.ts';
import { openFishWords } from './words.ts';

export const fish: Dialect = {
  id: 'fish',
  title: 'Fish Audio live',
  about: 'MessagePack in binary frames; the key and the model travel in headers of the upgrade.',
  paths: ['/v1/tts/live', '/v1/tts/live/with-timestamp'],
  defaultBase: 'wss://api.fish.audio',
  upgradeOptions: [
    {
      name: 'model',
      label: 'Model',
      values: ['s2-pro', 's2.1-pro', 's2.1-pro-free', 's1', 'drama-3-preview'],
      open: true,
      initial: 's2-pro',
      help: 'Bound to the connection. Left empty or not recognised, the server silently takes s2.1-pro, which is paid. drama-3-preview exists on the path with timestamps only.',
    },
  ],
  upgrade(path, options) {
    const model = options.model ?? '';
    return {
      path,
      query: [],
      headers: [
        { name: 'Authorization', value: ['Bearer ', { key: true }] },
        // No header at all for an empty choice: that is a thing to try on purpose.
        ...(model === '' ? [] : [{ name: 'model', value: [model] }]),
      ],
      protocols: [],
    };
  },
  secretHeaders: ['authorization'],
  // Not part of the protocol; but keys have been seen there, and must not stay in a record.
  secretQuery: ['token', 'api_key', 'key'],
  secretsIn: () => [],
  secretFields: [],
  encode: encodeFish,
  textEvent: (text) => ({ event: 'text', text }),
  openReader: openFishReader,
  openWords: () => openFishWords(),
  describe: describeFish,
  rowWords: fishRowWords,
  inspect(frame) {
    if (frame.opcode === 'binary') return inspectMsgpack(frame.bytes);
    return frame.opcode === 'text' ? inspectJson(frame.bytes) : null;
  },
  eventSchema: fishEventSchema,
  validate: validateFish,
  templates: fishTemplates,
  serverTemplates: fishServerTemplates,
  sampleSession: fishSample,
  formats: fishFormats,
  clientEvents,
  serverEvents,
  refusal: fishRefusal,
  price: fishPrice,
  rules: fishRules,
};
