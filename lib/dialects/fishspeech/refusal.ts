/** What a refused upgrade means at fishspeech.live: known from the pages of its plain HTTP calls only (reference A7). */
import type { Problem } from '../../problem/problem.ts';
import { type RefusalWords, refusedUpgrade } from '../refused-upgrade.ts';

/** By status. */
export const speechRefusalWords: RefusalWords = new Map([
  [400, { means: 'a parameter is wrong.', hint: 'Check the path and the token in the address.' }],
  [
    401,
    { means: 'the token was not accepted.', hint: 'Check the API token: it stands in the address and again in start.' },
  ],
  [
    402,
    { means: 'no payment; not documented here, where missing credit is said to be 429.', hint: 'Look at the account.' },
  ],
  [403, { means: 'access is forbidden; an older page says: not a Pro user.', hint: 'Check what the account may use.' }],
  [
    404,
    { means: 'there is no such path on this server.', hint: 'The path is /v1/tts/ws; check the base address too.' },
  ],
  [
    429,
    {
      means: 'too many requests, or no credit left: this service has one status for both.',
      hint: 'Look at the credit of the account first; then wait before the next try.',
    },
  ],
  [500, { means: 'the server failed.', hint: 'Try again later, with growing pauses.' }],
]);

/** `body` as received, up to the limit. */
export function speechRefusal(status: number, body: Uint8Array): Problem {
  return refusedUpgrade(status, body, speechRefusalWords);
}
