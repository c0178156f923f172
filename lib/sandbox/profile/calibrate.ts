/** From a recording of a live server to a sandbox profile: what was observed, with the entries that prove it, and what was not. */
import type { Dialect } from '../../dialects/dialect.ts';
import type { Entry, SessionHead } from '../../session/entry.ts';
import { readConversation } from './conversation.ts';
import { afterFinish, headers, idle, strictness } from './observe-connection.ts';
import { announcements, timeFields, trailing } from './observe-events.ts';
import { chunks, firstAudio, heads, pace } from './observe-sound.ts';
import type { Finds } from './observing.ts';
import { defaultOf, type ProfileField, profiled, profileVersion, type SandboxProfile } from './profile.ts';

export type Calibration = {
  head: SessionHead;
  /** The hash of the recording's last line; null where it had none. */
  hash: string | null;
  entries: Iterable<Entry>;
  name: string;
};

const ofFish: readonly ProfileField[] = [
  ...(['afterFinish', 'afterFinishCode', 'afterFinishReason', 'afterFinishMs', 'heads', 'time', 'trailing'] as const),
];
const ofFishspeech: readonly ProfileField[] = ['stream', 'perAudio'];

/** Reads all entries once. Never throws for what they hold. */
export function calibrate({ head, hash, entries, name }: Calibration, dialect: Dialect): SandboxProfile {
  const told = readConversation(entries, dialect);
  const finds: Finds = Object.assign(
    {},
    ...[
      headers,
      afterFinish,
      firstAudio,
      chunks,
      pace,
      heads,
      timeFields,
      idle,
      strictness,
      trailing,
      announcements,
    ].map((look) => look(told)),
  );
  const observed: Record<string, unknown> = {};
  const assumed: Record<string, unknown> = {};
  const other = dialect.id === 'fish' ? ofFishspeech : ofFish;
  for (const field of ['headers', ...profiled] as const) {
    if (other.includes(field)) continue;
    const found = finds[field];
    if (found !== undefined && 'seqs' in found) observed[field] = found;
    else
      assumed[field] = {
        value: field === 'headers' ? [] : defaultOf(field),
        why: found?.why ?? 'the recording does not show it',
      };
  }
  return {
    format: 'wiretone-sandbox-profile',
    version: profileVersion,
    name,
    dialect: dialect.id as SandboxProfile['dialect'],
    from: { hash, startedAt: head.startedAt, upstream: head.upstream.slice(0, 200) },
    observed,
    assumed,
  };
}
