import type { OutOfPlace } from './reference.ts';

/** An event of the client in a state that is not made for it. */
export const outOfPlace = (
  state: string,
  event: string,
  rule: string | null,
  says: string,
  unknown: string,
): OutOfPlace => ({ state, event, rule, says, unknown });
