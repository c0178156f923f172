/** Schemas of the client events, the checks that span two fields, and where misplaced fields belong. */
import * as z from 'zod';
import { type Problem, problem } from '../../problem/problem.ts';
import { type EventSchema, jsonSchemaOf, schemaProblems } from '../event-schemas.ts';
import { field } from '../step-notation.ts';
import { serverEvents } from './events.ts';
import { requestSchema } from './request-schema.ts';
import { fishTemplates } from './templates.ts';

const name = <T extends string>(value: T, about: string) => field(z.literal(value), about);

/** What a client sends. */
export const fishClientSchemas: readonly EventSchema[] = [
  {
    name: 'start',
    about: 'Begins a session: voice, format and sampling. The first frame; again only after finish.',
    schema: z.strictObject({
      event: name('start', 'Begins a session. It is not acknowledged.'),
      request: field(requestSchema, 'What to make, as in a request to POST /v1/tts.'),
      debug: field(z.boolean(), 'Asks for log events. It stands beside request, not inside.', undefined, {
        drift: 'In the first documents of 2025; in none since November 2025.',
        unknown: 'Whether the service still heeds it is not known.',
      }).optional(),
    }),
  },
  {
    name: 'text',
    about: 'Adds text to the buffer, exactly as it is: the spaces between pieces are yours.',
    schema: z.strictObject({
      event: name('text', 'Adds text to the buffer.'),
      text: field(
        z.string(),
        'Appended as it stands. Leading or trailing spaces are both fine; without any, words run together.',
      ),
    }),
  },
  {
    name: 'flush',
    about:
      'Speaks everything buffered now. It does not end the session: finish comes after stop. Very short text may sound worse.',
    schema: z.strictObject({ event: name('flush', 'Speaks everything buffered now.') }),
  },
  {
    name: 'stop',
    about:
      'Speaks the rest of the buffer, then the server answers with finish. Without it finish does not come, unless something fails.',
    schema: z.strictObject({ event: name('stop', 'Speaks the rest, then ends the session with finish.') }),
  },
];

let built: Record<string, unknown> | undefined;

/** JSON Schema (draft-07) of one client event, built once. */
export function fishEventSchema(): Record<string, unknown> {
  built ??= jsonSchemaOf(fishClientSchemas, fishTemplates);
  return built;
}

/** Problems of an event in step notation; nothing for what is merely old. */
export function validateFish(event: unknown): Problem[] {
  const found = schemaProblems(event, fishClientSchemas, serverEvents).map(sharpened);
  return [...found, ...rateProblems(event)];
}

/** Fields that real clients put in the wrong place, and where they belong. */
const belongs: ReadonlyMap<string, string> = new Map([
  ['request.speed', 'It is request.prosody.speed.'],
  ['request.volume', 'It is request.prosody.volume.'],
  ['request.voice', 'It is request.reference_id.'],
  ['request.bitrate', 'It is request.mp3_bitrate or request.opus_bitrate.'],
  ['request.model', 'The model is a header of the upgrade: choose it in the connection bar.'],
  ['request.model_id', 'The model is a header of the upgrade: choose it in the connection bar.'],
  ['request.debug', 'It stands beside request, not inside.'],
]);

function sharpened(found: Problem): Problem {
  const at = found.at?.field ?? '';
  const place = belongs.get(at) ?? (Object.hasOwn(requestSchema.shape, at) ? 'It belongs inside request.' : undefined);
  return place !== undefined && found.detail.endsWith('not a field of this event') ? { ...found, hint: place } : found;
}

const ratesOf: ReadonlyMap<string, readonly number[]> = new Map([
  ['wav', [8000, 16000, 24000, 32000, 44100]],
  ['pcm', [8000, 16000, 24000, 32000, 44100]],
  ['mp3', [32000, 44100]],
  ['opus', [48000]],
]);

const startWithRate = z.looseObject({
  event: z.literal('start'),
  request: z.looseObject({ format: z.string().default('mp3'), sample_rate: z.number() }),
});

/** Each format has its own sample rates; the server answers a wrong pair with an error. */
function rateProblems(event: unknown): Problem[] {
  const start = startWithRate.safeParse(event);
  if (!start.success) return [];
  const { format, sample_rate: rate } = start.data.request;
  const rates = ratesOf.get(format);
  const all = [...ratesOf.values()].flat();
  if (rates === undefined || rates.includes(rate) || !all.includes(rate)) return [];
  return [
    problem('bad_field', `request.sample_rate ${rate} is not made for ${format}, only ${rates.join(', ')}`, {
      field: 'request.sample_rate',
    }),
  ];
}
