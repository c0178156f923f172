import { faultsWrong } from '@/lib/faults/fit.ts';
import { faultText, parseFaults } from '@/lib/faults/plan.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import { isTapName, tapPath } from '@/lib/relay/tap/address.ts';
import type { UpstreamInfo } from '@/lib/relay/wire.ts';

/** What of an upstream decides which faults it can have, and what else its address must hold. */
type Behind = Pick<UpstreamInfo, 'dialect' | 'sandbox' | 'tapSegment'>;

/** What the base URL says. `name` and `faults` are empty for none. */
export type TapPlace = { upstream: string; name: string; faults: string };

/** The base URL to give to a client; null while name or faults are none for that server. It can stand between quotes of any kind. */
export function tapBase(
  origin: string,
  { upstream, name, faults }: TapPlace,
  behind: Behind | undefined,
): string | null {
  const written = writtenFaults(faults);
  if (upstream === '' || !isGoodName(name) || written === null || faultsUnfit(faults, behind) !== null) return null;
  const owner = ownerIn(behind?.tapSegment);
  return `${origin}${tapPath({ upstream, name, faults: written, owner })}`.replaceAll("'", '%27');
}

/** Of `~t=...`, what says whose address it is; '' where none is needed. */
export function ownerIn(segment = ''): string {
  return /^~?t=([A-Za-z0-9_-]+)$/.exec(segment)?.[1] ?? '';
}

/** Why a client would be refused: the server behind the tap was chosen after its faults. Null where they fit. */
export function faultsUnfit(faults: string, behind: Behind | undefined): Problem | null {
  return behind === undefined ? null : faultsWrong(faults, behind);
}

export function isGoodName(name: string): boolean {
  return name === '' || isTapName(name);
}

/** No value in an address holds these signs: they are escaped in the fault's own way. */
function writtenFaults(faults: string): string | null {
  if (faults === '') return '';
  const plan = parseFaults(faults);
  if ('code' in plan) return null;
  return /[,/~]/.test(faults) ? faultText(plan) : faults;
}
