/** Schemas of the client events, with what an editor says about each field (protocol reference B2). */
import * as z from 'zod';
import type { Problem } from '../../problem/problem.ts';
import { type EventSchema, jsonSchemaOf, schemaProblems } from '../event-schemas.ts';
import { field, keyNotation } from '../step-notation.ts';
import { serverEvents } from './events.ts';
import { speechTemplates } from './templates.ts';

const name = <T extends string>(value: T, about: string) => field(z.literal(value), about);

const noDefault = 'The default is not documented.';

const requestSchema = z.strictObject({
  format: field(z.enum(['mp3', 'wav']), 'Container of the sound in the binary frames.', undefined, {
    drift: 'The pages about plain HTTP add pcm, and name mp3 as the default there.',
    unknown: noDefault,
  }).optional(),
  latency: field(z.enum(['normal', 'balanced']), 'Latency mode.', undefined, {
    unknown: 'What the two do, and which is the default, is not documented.',
  }).optional(),
  version: field(z.enum(['s1', 'v2', 'v1']), 'Generation of the model.', undefined, {
    drift: 'Later pages about plain HTTP add s1-mini, v3-turbo and v3-hd, and name v1 as the default there.',
    unknown: noDefault,
  }).optional(),
  reference_id: field(z.string(), 'Id of a voice.', undefined, {
    unknown: 'Which voice is taken without it is not documented, and no form of the id is.',
  }).optional(),
});

/** What a client sends. */
export const speechClientSchemas: readonly EventSchema[] = [
  {
    name: 'start',
    about: 'Configures the session. Documented order: wait for connected, send start, wait for ready.',
    schema: z.strictObject({
      event: name('start', 'Configures the session; ready is the answer.'),
      token: field(
        keyNotation,
        'The same key as in the address. Write {"$key": true}: the key itself never enters the text.',
        undefined,
        { unknown: 'The page shows it, and does not say that it may be left out.' },
      ).optional(),
      request: field(requestSchema, 'Voice, format and model. Every field may be left out.').optional(),
    }),
  },
  {
    name: 'text',
    about: 'One text to speak. Each text is a round of its own: processing, audio with binary frames, done.',
    schema: z.strictObject({
      event: name('text', 'One text to speak.'),
      text: field(z.string(), 'Spoken at once: there is no buffer and no flush here.'),
    }),
  },
  {
    name: 'stop',
    about: 'Abandons the text being spoken, not the session; stopped is the answer.',
    schema: z.strictObject({ event: name('stop', 'Abandons the text being spoken.') }),
  },
];

let built: Record<string, unknown> | undefined;

/** JSON Schema (draft-07) of one client event, built once. */
export function speechEventSchema(): Record<string, unknown> {
  built ??= jsonSchemaOf(speechClientSchemas, speechTemplates);
  return built;
}

/** Problems of an event in step notation. */
export function validateSpeech(event: unknown): Problem[] {
  return schemaProblems(event, speechClientSchemas, serverEvents).map((found) => {
    if (found.code !== 'not_an_event' || !found.detail.startsWith('"flush"')) return found;
    return { ...found, hint: 'There is no flush in this protocol: every text is spoken as soon as it is sent.' };
  });
}
