/** The first line of a recording: its format, version, and the session's head. */
import * as z from 'zod';
import type { SessionHead } from '../session/entry.ts';
import { viaSchema } from './entry-json.ts';
import { presentVersion, type UpgradeStep, upgraded, upgradeSteps } from './upgrade.ts';

export const recordingVersion = presentVersion(upgradeSteps);

export type RecordingHeader = {
  session: SessionHead;
  /** Made by a redacting export: so many places, of the file whose last hash was `from`. */
  redacted?: { places: number; from: string };
};

/** Names that it does not know are let through: what must not be overlooked is a new version. */
export const headerSchema = z.object({
  format: z.literal('wiretone'),
  version: z.number().int().positive(),
  session: z.object({
    id: z.string(),
    upstream: z.string(),
    dialect: z.string(),
    startedAt: z.number(),
    via: viaSchema,
  }),
  redacted: z.number().int().nonnegative().optional(),
  from: z.string().optional(),
});

export function headerToJson({ session, redacted }: RecordingHeader): string {
  const { id, upstream, dialect, startedAt, via } = session;
  const from = redacted === undefined ? {} : { redacted: redacted.places, from: redacted.from };
  return JSON.stringify({
    format: 'wiretone',
    version: recordingVersion,
    session: { id, upstream, dialect, startedAt, via },
    ...from,
  });
}

/** The header of a parsed first line; `future`: written by a later version than this one reads; null: not a recording. */
export function headerFromJson(
  value: unknown,
  steps: readonly UpgradeStep[] = upgradeSteps,
): RecordingHeader | { future: number } | null {
  const shape = z.object({ format: z.literal('wiretone'), version: z.number().int().positive() }).safeParse(value);
  if (!shape.success) return null;
  const { version } = shape.data;
  if (version > presentVersion(steps)) return { future: version };
  const read = headerSchema.safeParse(upgraded('header', value, version, steps));
  if (!read.success) return null;
  const { session, redacted, from } = read.data;
  return redacted === undefined ? { session } : { session, redacted: { places: redacted, from: from ?? '' } };
}
