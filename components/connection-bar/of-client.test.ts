import { expect, test } from 'vitest';
import type { Connection, SessionSummary } from '@/lib/console/state.ts';
import { isOfClient } from './of-client.ts';

const open = { phase: 'open', words: 'Open' } as Connection;
const client = { id: 'a', tap: {}, connection: open } as SessionSummary;
const own = { id: 'b', connection: open } as SessionSummary;

test("what is said of a connection is of the client only where it is the client's", () => {
  const told = (active: string | null, words: string) =>
    isOfClient({ sessions: [client, own], active, connection: { ...open, words } });
  expect(told('a', 'Open')).toBe(true);
  expect(told('b', 'Open')).toBe(false);
  expect(told(null, 'Open')).toBe(false);
  // The page's own attempt came to nothing while the client's session is on show.
  expect(told('a', 'Fault not understood')).toBe(false);
});
