/**
 * What the server sends as JSON, field by field, in words (protocol reference B3). Which fields there are, and what each must be, stands
 * in `events.ts`: the reader and this read it there.
 */
import * as z from 'zod';
import type { EventSchema } from '../event-schemas.ts';
import { type FieldHistory, field } from '../step-notation.ts';
import { speechEvents } from './events.ts';

type Words = { says: string } & FieldHistory;

const told: Readonly<Record<string, { about: string; fields: Readonly<Record<string, Words>> }>> = {
  connected: {
    about: 'Comes right after the upgrade. start is documented to wait for it.',
    fields: { message: { says: 'A greeting for people.' } },
  },
  ready: {
    about: 'The answer to start: texts may come.',
    fields: { message: { says: 'A sentence for people.' } },
  },
  processing: {
    about: 'A text was taken up.',
    fields: { text: { says: 'The text, as it was sent.' } },
  },
  audio: {
    about: 'Says that the binary frames that follow are sound; it holds none itself.',
    fields: {
      format: {
        says: 'Container of the sound: mp3 or wav.',
        unknown: 'The sample rate is not documented; the sandbox makes 44100 Hz, mono.',
      },
      text: { says: 'The text that is being spoken.' },
    },
  },
  done: {
    about: 'All of the sound of a text was sent.',
    fields: { text: { says: 'The text, as it was sent.' } },
  },
  error: {
    about: 'Something failed. Whether the socket stays open is not documented.',
    fields: {
      message: { says: 'What is wrong, in words.' },
      text: { says: 'The text it is about, where it is about one.' },
    },
  },
  stopped: { about: 'The answer to stop: what was being spoken has been given up.', fields: {} },
};

/** What a server sends beside sound. */
export const speechServerSchemas: readonly EventSchema[] = [...speechEvents]
  .filter(([, { from }]) => from === 'server')
  .map(([name, { fields }]) => {
    const { about, fields: words } = told[name] ?? { about: '', fields: {} };
    const shape: Record<string, z.ZodType> = { event: z.literal(name).describe('What this frame is.') };
    for (const { name: key, is, required } of fields) {
      const { says, ...history } = words[key] ?? { says: '' };
      const whole = field(is === 'str' ? z.string() : z.looseObject({}), says, undefined, history);
      shape[key] = required ? whole : whole.optional();
    }
    return { name, about, schema: z.looseObject(shape) };
  });
