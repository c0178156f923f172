/** How a step writes what JSON has no word for, as schemas: bytes and the key. */
import * as z from 'zod';
import { fromBase64 } from '../bytes/base64.ts';

// Schemas compiled by `new Function` would break the content security policy of the page.
z.config({ jitless: true });

const bin = z
  .strictObject({
    $bin: z.string().refine((text) => fromBase64(text) !== null, { error: 'is not base64 with padding' }),
  })
  .describe('Bytes: {"$bin": "<base64>"}.');
const file = z
  .strictObject({ $file: z.string().min(1) })
  .describe('The bytes of a file chosen in this page: {"$file": "<name>"}.');

/** What a schema is on the wire, where the notation of steps says it in another way. Told by the reference, not by the editor. */
export type Wire = 'bytes' | 'key';

const mustBeBytes = 'must be bytes: {"$bin": "base64"} or {"$file": "name"}; a plain string would be sent as text';
/** The schema an editor reads lets it pass: a rule says what is wrong with it, and one sentence is enough. */
const plainText = z.string().refine(() => false, { error: mustBeBytes });

/** Bytes: `{"$bin": base64}` or `{"$file": name}`. A plain string would go out as text, and is a problem. */
export const bytesNotation = z
  .union([bin, file, plainText], { error: mustBeBytes })
  .meta({ wire: 'bytes' satisfies Wire });

/** Bytes as they are read off the wire. */
export const wireBytes = z
  .custom<Uint8Array>((value) => value instanceof Uint8Array)
  .meta({ wire: 'bytes' satisfies Wire });

/** A text, or `{"$key": true}` where the key belongs. */
export const keyNotation = z
  .union([z.strictObject({ $key: z.literal(true) }).describe('The key typed in the connection bar.'), z.string()], {
    error: 'must be {"$key": true}, or a text',
  })
  .meta({ wire: 'key' satisfies Wire });

/** What documents of other days say of a field, and what none of them does. Sentences, each whole. */
export type FieldHistory = {
  /** Since when it is there, where it came later than the rest. */
  since?: string;
  /** What was said of it before, where documents disagree, with dates. */
  drift?: string;
  /** What is not known of it. */
  unknown?: string;
  /** Values of earlier documents that are accepted here. */
  older?: readonly (string | number)[];
};

/** The words of a history in the order they are read. */
export const historyWords = ['since', 'drift', 'unknown'] as const;

/** Adds what the editor shows: the description, and what the server does when the field is left out. */
export function field<T extends z.ZodType>(
  schema: T,
  description: string,
  byDefault?: unknown,
  history: FieldHistory = {},
): T {
  return schema.meta({ description, ...(byDefault === undefined ? {} : { default: byDefault }), ...history }) as T;
}
