/** Entries as JSON and back: bytes as base64, everything else as it is. */
import * as z from 'zod';
import { fromBase64, toBase64 } from '../bytes/base64.ts';
import type { ByteSink } from '../bytes/byte-sink.ts';
import type { Entry } from '../session/entry.ts';

z.config({ jitless: true });

const bytes = z
  .string()
  .meta({ contentEncoding: 'base64' })
  .transform((text, context) => {
    const value = fromBase64(text);
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: 'padded base64 is expected' });
    return z.NEVER;
  });
const count = z.number().int().nonnegative();
/** The recorder says which key stood there. */
const maskedSpan = z.strictObject({ start: count, end: count, key: z.string().optional() });
const shown = z.strictObject({ name: z.string(), value: z.string(), masked: z.array(maskedSpan).optional() });
const place = z.strictObject({
  byte: z.number().optional(),
  line: z.number().optional(),
  column: z.number().optional(),
  field: z.string().optional(),
  seq: z.number().optional(),
});
const problem = z.strictObject({
  // Later versions know further codes; their words come with them.
  code: z.string().regex(/^\w{1,64}$/),
  title: z.string(),
  detail: z.string(),
  hint: z.string(),
  at: place.optional(),
});
const timings = z.strictObject({
  dns: z.number().optional(),
  tcp: z.number().optional(),
  tls: z.number().optional(),
  upgrade: z.number().optional(),
});
const masked = z.strictObject({
  in: z.enum(['url', 'bytes', 'reason', 'body', 'requestBody', 'responseBody']),
  start: count,
  end: count,
  key: z.string(),
});
const common = { seq: z.number().int().positive(), t: z.number(), masked: z.array(masked).optional() };
export const viaSchema = z.enum(['relay', 'tap', 'node', 'memory', 'sandbox', 'replay', 'import']);

export const entrySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('dial'),
    url: z.string(),
    headers: z.array(shown),
    via: viaSchema,
    tapped: z.enum(['spliced', 'parsed']).optional(),
    faults: z.string().optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('handshake'),
    status: z.number().int(),
    statusText: z.string(),
    headers: z.array(shown),
    body: bytes.optional(),
    bodyCut: z.boolean().optional(),
    timings: timings.optional(),
    problem: problem.optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('frame'),
    dir: z.enum(['sent', 'received']),
    opcode: z.enum(['text', 'binary', 'ping', 'pong']),
    bytes,
    wire: z.strictObject({ bytes: count, fragments: count, compressed: z.boolean(), chunk: count }).optional(),
    round: count.optional(),
    leg: z.enum(['client', 'upstream']).optional(),
    passed: z.enum(['as-is', 'edited', 'dropped', 'injected']).optional(),
    of: count.optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('close'),
    by: z.enum(['us', 'peer', 'network']),
    code: z.number().int(),
    reason: bytes,
    clean: z.boolean(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('http'),
    method: z.string(),
    url: z.string(),
    status: z.number().int(),
    headers: z.array(shown),
    requestHeaders: z.array(shown).optional(),
    requestBody: bytes.optional(),
    responseBody: bytes.optional(),
  }),
  z.strictObject({ ...common, kind: z.literal('failure'), problem }),
  z.strictObject({
    ...common,
    kind: z.literal('mark'),
    by: z.enum(['user', 'fault', 'player', 'limit', 'relay', 'page']),
    says: z.string(),
    about: count.optional(),
  }),
]);

/** The JSON text of an entry, on one line. */
export function entryToJson(value: Entry): string {
  // Most entries: the same text, without a look at each of their fields.
  if (value.kind === 'frame') return JSON.stringify({ ...value, bytes: toBase64(value.bytes) });
  return JSON.stringify(value, (_name, part) => (part instanceof Uint8Array ? toBase64(part) : part));
}

const noBytes = '"bytes":""';

/** The same straight into `out`: the letters of a frame's bytes are not looked through again for what JSON has to escape. */
export function putEntryJson(out: ByteSink, value: Entry): void {
  if (value.kind !== 'frame') {
    out.addText(entryToJson(value));
    return;
  }
  const text = JSON.stringify({ ...value, bytes: '' });
  // Nowhere else: within a string of the entry a quote has a backslash before it.
  const at = text.indexOf(noBytes) + noBytes.length - 1;
  out.addText(text.slice(0, at));
  out.addBase64(value.bytes);
  out.addText(text.slice(at));
}

/** An entry from its parsed JSON; or the field that does not fit and what was expected there. Never throws. */
export function entryFromJson(value: unknown): { entry: Entry } | { field: string; says: string } {
  const frame = plainFrame(value);
  if (frame !== null) return { entry: frame };
  const read = entrySchema.safeParse(value);
  if (read.success) return { entry: read.data as Entry };
  const issue = read.error.issues[0];
  return { field: (issue?.path ?? []).join('.'), says: issue?.message ?? 'this is no entry' };
}

/** A frame with nothing beside, as most entries are: what the schema would say of it, at a third of the time. Null for all else. */
function plainFrame(value: unknown): Entry | null {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 6) return null;
  const { seq, t, kind, dir, opcode, bytes: text } = value as Readonly<Record<string, unknown>>;
  if (kind !== 'frame' || typeof text !== 'string' || !Number.isFinite(t)) return null;
  if (typeof seq !== 'number' || !Number.isSafeInteger(seq) || seq < 1) return null;
  if (dir !== 'sent' && dir !== 'received') return null;
  if (opcode !== 'text' && opcode !== 'binary' && opcode !== 'ping' && opcode !== 'pong') return null;
  const payload = fromBase64(text);
  return payload === null ? null : { seq, t: t as number, kind, dir, opcode, bytes: payload };
}
