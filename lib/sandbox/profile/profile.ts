/** A sandbox profile: what a recording showed of a server, and what it did not, as a file. */
import * as z from 'zod';
import { type Problem, problem } from '../../problem/problem.ts';
import { defaultSwitches, parseSwitches, profileName, type Switches } from '../switches.ts';
import type { ShelvedProfile } from './shelf.ts';

z.config({ jitless: true });

export const profileVersion = 1;

/** The switches that say how a server is; the others are faults, and matters of a single run. */
export const profiled = [
  'afterFinish',
  'afterFinishCode',
  'afterFinishReason',
  'afterFinishMs',
  'firstAudioLowMs',
  'firstAudioBalancedMs',
  'firstAudioNormalMs',
  'firstAudioJitterMs',
  'chunkBytes',
  'pace',
  'heads',
  'id3',
  'time',
  'idleMs',
  'strict',
  'trailing',
  'stream',
  'perAudio',
] as const satisfies readonly (keyof Switches)[];
export type Profiled = (typeof profiled)[number];

export type Header = { name: string; value: string };
export type ProfileValue = string | number | boolean | readonly number[] | readonly Header[];
/** `times`: how often it was seen; `seqs`: the first entries that prove it; `says`: what was seen, in a sentence. */
export type Observed = { value: ProfileValue; times: number; seqs: readonly number[]; says?: string | undefined };
export type Assumed = { value: ProfileValue; why: string };
export type ProfileField = Profiled | 'headers';

export type SandboxProfile = {
  format: 'wiretone-sandbox-profile';
  version: typeof profileVersion;
  name: string;
  dialect: 'fish' | 'fishspeech';
  /** The recording: the hash of its last line (null where it had none), when it began, and its upstream's name. */
  from: { hash: string | null; startedAt: number; upstream: string };
  observed: { readonly [field in ProfileField]?: Observed | undefined };
  assumed: { readonly [field in ProfileField]?: Assumed | undefined };
};

const headerName = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/;
const headerValue = /^[\x20-\x7e]{0,512}$/;
/** Those of the handshake itself, of the transfer, and those that may hold a secret. */
const refusedName =
  /^(connection|upgrade|date|transfer-encoding|content-.*|keep-alive|trailer|sec-websocket-.*|alt-svc|nel|report-to|access-control-.*)$|auth|cookie|token|secret|key|passw|session|credential|sign/i;

/** Whether a header may stand in a profile, and be sent by a sandbox. */
export function fitsProfile({ name, value }: Header): boolean {
  return headerName.test(name) && headerValue.test(value) && !refusedName.test(name);
}

export const mostHeaders = 32;
const header = z
  .strictObject({ name: z.string(), value: z.string() })
  .refine(fitsProfile, 'this header does not belong into a profile');
const value = z.union([
  z.string().max(256),
  z.number(),
  z.boolean(),
  z.array(z.number()).max(256),
  z.array(header).max(mostHeaders),
]);
const sentence = z.string().max(400);
const seqs = z.array(z.number().int().positive()).max(16);
const fields = z.enum([...profiled, 'headers']);

/** Of version 1. */
export const profileSchema = z.strictObject({
  format: z.literal('wiretone-sandbox-profile'),
  version: z.literal(profileVersion),
  name: z.string().regex(profileName, 'letters, digits, ., _ and - are expected, up to 64'),
  dialect: z.enum(['fish', 'fishspeech']),
  from: z.strictObject({
    hash: z.string().max(64).nullable(),
    startedAt: z.number(),
    upstream: z.string().max(200),
  }),
  observed: z.partialRecord(
    fields,
    z.strictObject({ value, times: z.number().int().positive(), seqs, says: sentence.optional() }),
  ),
  assumed: z.partialRecord(fields, z.strictObject({ value, why: sentence })),
});

const longestFile = 1_048_576;

/** The profile in a file's text. Problems: `bad_profile`, `profile_from_future`. Never throws. */
export function readProfile(text: string): SandboxProfile | Problem {
  if (text.length > longestFile) return problem('bad_profile', 'it is longer than any profile (1 MiB)');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return problem('bad_profile', 'it is not JSON');
  }
  const head = z.object({ format: z.literal('wiretone-sandbox-profile'), version: z.number().int().positive() });
  const known = head.safeParse(parsed);
  if (!known.success) return problem('bad_profile', 'it does not begin as a sandbox profile does');
  if (known.data.version > profileVersion)
    return problem(
      'profile_from_future',
      `it is of version ${known.data.version}; this reads version ${profileVersion}`,
    );
  const read = profileSchema.safeParse(parsed);
  if (!read.success) {
    const issue = read.error.issues[0];
    const field = (issue?.path ?? []).join('.');
    return problem('bad_profile', field === '' ? `${issue?.message}` : `${field}: ${issue?.message}`, { field });
  }
  const ready = shelved(read.data);
  return 'code' in ready ? ready : read.data;
}

export function profileToJson(profile: SandboxProfile): string {
  return `${JSON.stringify(profile, null, 2)}\n`;
}

/** What a sandbox does with a profile; the Problem names a value that no switch takes. */
export function shelved({ name, dialect, observed, assumed }: SandboxProfile): ShelvedProfile | Problem {
  const pairs: [Profiled, string][] = [];
  for (const field of profiled) {
    const given = observed[field] ?? assumed[field];
    if (given === undefined) continue;
    const text = switchText(given.value);
    // No list at all is how pieces of realistic length are written.
    if (text !== '' || field === 'afterFinishReason') pairs.push([field, text]);
  }
  const read = parseSwitches(pairs);
  if ('code' in read) return problem('bad_profile', read.detail, read.at);
  const entries = pairs.map(([field]) => [field, read[field]]);
  const headers = observed.headers?.value ?? [];
  if (!isHeaders(headers)) return problem('bad_profile', 'headers: a list of names and values is expected');
  return { name, dialect, switches: Object.fromEntries(entries), headers };
}

function switchText(value: ProfileValue): string {
  if (Array.isArray(value)) return value.map(String).join('-');
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return String(value);
}

function isHeaders(value: ProfileValue): value is readonly Header[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'object');
}

/** What the sandbox does where nothing says otherwise, as a profile's value. */
export function defaultOf(field: Profiled): ProfileValue {
  return defaultSwitches[field];
}
