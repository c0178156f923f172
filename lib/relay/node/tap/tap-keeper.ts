/** Who may come to a tap, and with what: asked before anything is dialled or written down. */
import type { Problem } from '../../../problem/problem.ts';
import type { Pass } from '../../allowance.ts';
import type { TapAddress } from '../../tap/address.ts';
import type { Upstream } from '../../upstream.ts';

/** `pass`: the place it takes; null where places are not counted. `key`: the server's, in place of the client's; null for the client's own. */
export type TapEntry = { pass: Pass | null; key: string | null };

export type TapKeeper = (address: TapAddress, upstream: Upstream) => TapEntry | { status: number; why: Problem };

/** Everybody, with what they bring. */
export const openDoors: TapKeeper = () => ({ pass: null, key: null });
