/** Who may come to a tap, and with what: asked before anything is dialled or written down. */
import type { Problem } from '../../../problem/problem.ts';
import type { Pass } from '../../allowance.ts';
import type { TapAddress } from '../../tap/address.ts';
import type { Upstream } from '../../upstream.ts';

/** `pass`: the place it takes; null where places are not counted. `key`: the server's, in place of the client's; null for the client's own. */
export type TapEntry = { pass: Pass | null; key: string | null };

/** `retryAfterS`: so many seconds from now it may be tried again; absent where nobody knows. */
export type TapRefusal = { status: number; why: Problem; retryAfterS?: number };

export type TapKeeper = (address: TapAddress, upstream: Upstream) => TapEntry | TapRefusal;

/** Everybody, with what they bring. */
export const openDoors: TapKeeper = () => ({ pass: null, key: null });
