import type { Fault } from '@/lib/faults/fault.ts';
import { faultGroups as groups } from '@/lib/faults/table.ts';

export type FaultGroup = { title: string; faults: readonly Fault[] };

/** All faults there are, by what they are about. */
export const faultGroups: readonly FaultGroup[] = [
  { title: 'Time', faults: groups.times },
  { title: 'Frames', faults: groups.frames },
  { title: 'Sound', faults: groups.audio },
  { title: 'Ends and errors', faults: groups.ends },
  { title: 'The upgrade', faults: groups.upgrade },
];

/** The rules that a fault is to trip in this protocol, and those that it may. */
export function rulesOf(
  { findings }: Fault,
  dialect: string,
): { raises: readonly string[]; mayRaise: readonly string[] } {
  const known = findings[dialect];
  return { raises: known?.raises.map(({ rule }) => rule) ?? [], mayRaise: known?.mayRaise ?? [] };
}

/** Why a fault cannot be chosen for this connection; null where it can. */
export function whyNotHere({ where, findings }: Fault, dialect: string, sandbox: boolean): string | null {
  if (!Object.hasOwn(findings, dialect)) return 'not of this protocol';
  return where === 'sandbox' && !sandbox ? 'the sandbox alone can do this' : null;
}

/** The groups with the faults that hold every word of the search. */
export function foundGroups(groups: readonly FaultGroup[], search: string, dialect: string): readonly FaultGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return groups;
  const holds = (fault: Fault) => {
    const { raises, mayRaise } = rulesOf(fault, dialect);
    const text = [fault.name, fault.title, fault.does, fault.symptom, ...raises, ...mayRaise].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return groups
    .map(({ title, faults }) => ({ title, faults: faults.filter(holds) }))
    .filter(({ faults }) => faults.length > 0);
}
