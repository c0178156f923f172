import { faultText, parseFaults } from '@/lib/faults/plan.ts';
import { isTapName, tapPath } from '@/lib/relay/tap/address.ts';

/** What the base URL says. `name` and `faults` are empty for none. */
export type TapPlace = { upstream: string; name: string; faults: string };

/** The base URL to give to a client; null while name or faults are none. It can stand between quotes of any kind. */
export function tapBase(origin: string, { upstream, name, faults }: TapPlace): string | null {
  const written = writtenFaults(faults);
  if (upstream === '' || !isGoodName(name) || written === null) return null;
  return `${origin}${tapPath({ upstream, name, faults: written })}`.replaceAll("'", '%27');
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
