/** What a refused upgrade means at Fish Audio (protocol reference A1, A7). */
import type { Problem } from '../../problem/problem.ts';
import { type RefusalWords, refusedUpgrade } from '../refused-upgrade.ts';

/** By status. */
export const fishRefusalWords: RefusalWords = new Map([
  [
    400,
    {
      means: 'the request was not understood.',
      hint: 'What the server says tells more. Fish Audio was also found to answer 400 to upgrades over HTTP/2; this one went over HTTP/1.1.',
    },
  ],
  [401, { means: 'the key was not accepted.', hint: 'Check the API key: it is sent as "Authorization: Bearer ...".' }],
  [
    402,
    {
      means: 'the account has no credit left.',
      hint: 'Over plain HTTP credit is checked before the parameters, so other mistakes may hide behind this one.',
    },
  ],
  [
    403,
    { means: 'the key is known, but not allowed to do this.', hint: 'Check what the key and its account may use.' },
  ],
  [
    404,
    { means: 'there is no such path on this server.', hint: 'The path is /v1/tts/live; check the base address too.' },
  ],
  [
    429,
    {
      means: 'too many connections at once.',
      hint: 'The limit counts all keys of the account together. Close other sockets, or wait a little before the next try.',
    },
  ],
  [500, { means: 'the server failed.', hint: 'Try again later, with growing pauses.' }],
  [503, { means: 'the server is under high load.', hint: 'Try again later, with growing pauses.' }],
]);

/** `body` as received, up to the limit. */
export function fishRefusal(status: number, body: Uint8Array): Problem {
  return refusedUpgrade(status, body, fishRefusalWords);
}
