/** What can be sent wrong on purpose in the place of the step under the caret. Pure. */
import { type Dialect, KeyRef } from '@/lib/dialects/dialect.ts';
import type { Supplies } from '@/lib/scenario/event-value.ts';
import { toEventValue } from '@/lib/scenario/event-value.ts';
import { type Mutation, mutations } from '@/lib/scenario/mutate/mutations.ts';
import type { OutlineStep } from './outline.ts';

/** `none` says why there are none. */
export type WrongWays = { ways: readonly Mutation[]; none: string | null };

export function wrongWays(step: OutlineStep | null, dialect: Dialect, supplies: Supplies): WrongWays {
  const none = (says: string): WrongWays => ({ ways: [], none: says });
  if (step === null || step.step.kind !== 'event')
    return none('Put the cursor into an event: it is made wrong from there.');
  // The key stays a key, of the length it has on the wire as far as that is known.
  const key = supplies.key instanceof KeyRef ? supplies.key : new KeyRef('key', supplies.key?.length ?? 32);
  const made = toEventValue(step.step, { ...supplies, key });
  if (!made.ok) return none(`This event cannot be sent at all: ${made.problem.detail}`);
  const ways = mutations(dialect, made.value);
  return ways.length === 0
    ? none('This event cannot be encoded, so there is nothing to make wrong.')
    : { ways, none: null };
}
