/**
 * What the server sends, field by field, in words (protocol reference A4). Which fields there are, and what each must be, stands in
 * `events.ts`: the reader and this read it there.
 */
import * as z from 'zod';
import type { EventSchema } from '../event-schemas.ts';
import { type FieldHistory, field, wireBytes } from '../step-notation.ts';
import { type FieldRule, fishEvents } from './events.ts';

type Words = { says: string } & FieldHistory;

const seconds = z.number().min(0);
const alignment = z.looseObject({
  segments: field(
    z.array(
      z.looseObject({
        text: field(z.string(), 'A word of the text, or a part of one.'),
        start: field(seconds, 'Where it begins, in seconds from chunk_audio_offset_sec.'),
        end: field(seconds, 'Where it ends; not before its start.'),
      }),
    ),
    'The words of the chunk so far, in order.',
  ),
  audio_duration: field(seconds, 'Seconds of audio the chunk has so far.'),
});

/** Of a field by what it must be. */
const schemaOf: Readonly<Record<FieldRule['is'], z.ZodType>> = {
  str: z.string(),
  bin: wireBytes,
  map: z.looseObject({}),
  'map?': alignment.nullable(),
  time: z.number().min(0),
  count: z.int().min(0),
  ending: z.enum(['stop', 'error']),
};

const stamped = 'On /v1/tts/live/with-timestamp only; documented since 11 September 2026.';
const time: Words = {
  says: 'Read here as milliseconds since the session began.',
  drift:
    'The first documents, of 2025, have 3.012 and call it milliseconds taken; a newer example has 920, and 5460 at its finish. Not in the AsyncAPI document; seen live on /v1/tts/live in October 2026.',
  unknown: 'That it counts from the beginning of the session is inferred from those examples.',
};

const stray: Words = { says: 'Not documented here; where it comes, no rule speaks of it.' };

const told: Readonly<Record<string, { about: string; fields: Readonly<Record<string, Words>> }>> = {
  audio: {
    about: 'The next piece of the sound. All pieces of a session, one after the other, are one file.',
    fields: {
      audio: {
        says: 'Bytes of the container that was asked for; pieces need not begin where its frames do. The last may be empty on /v1/tts/live/with-timestamp, and bring an alignment alone.',
      },
      time,
      content: { says: 'The text of the chunk.', since: stamped },
      alignment: {
        says: 'Which word is heard when: a snapshot of the chunk that takes the place of the one before. Nil says nothing new.',
        since: stamped,
      },
      chunk_seq: {
        says: 'Number of the chunk the alignment is about; it never falls, and does not say whose the audio bytes are.',
        since: stamped,
      },
      chunk_audio_offset_sec: {
        says: 'Where the chunk begins in the sound of the session, in seconds; it never falls.',
        since: stamped,
      },
    },
  },
  finish: {
    about: 'Ends the session, once. It comes after stop, or when something failed.',
    fields: {
      reason: { says: 'stop: all was said. error: something failed, and the session is over.' },
      time,
      message: {
        says: 'Why it failed, as a text.',
        drift:
          'Read by the official npm client, and in an example of September 2026; the AsyncAPI document leaves it out.',
      },
    },
  },
  error: {
    about:
      'Refuses the session after the upgrade: too many at once, or a start that cannot be. The server then closes. Documented since 11 September 2026, for the path with timestamps.',
    fields: {
      error: { says: 'What is wrong, in words.' },
      max_concurrency: { says: 'How many sessions the account may have at once, where that is what is wrong.' },
      time: stray,
    },
  },
  log: {
    about: 'A line for people, sent to sessions whose start had debug: true. In no document since November 2025.',
    fields: { message: { says: 'The line.' }, time: stray },
  },
};

/** What a server sends. */
export const fishServerSchemas: readonly EventSchema[] = [...fishEvents]
  .filter(([, { from }]) => from === 'server')
  .map(([name, { fields, also = [] }]) => {
    const { about, fields: words } = told[name] ?? { about: '', fields: {} };
    const shape: Record<string, z.ZodType> = { event: z.literal(name).describe('What this frame is.') };
    const add = (key: string, schema: z.ZodType, required: boolean) => {
      const { says, ...history } = words[key] ?? { says: '' };
      const whole = field(schema, says, undefined, history);
      shape[key] = required ? whole : whole.optional();
    };
    for (const { name: key, is, required } of fields) add(key, schemaOf[is], required);
    for (const key of also) add(key, z.unknown(), false);
    return { name, about, schema: z.looseObject(shape) };
  });
