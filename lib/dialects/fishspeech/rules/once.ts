/** One finding for many like it: the first is reported, the others are counted on it. */
import type { Proof, Reported, Reporter, Severity } from '../../rule.ts';

/** Kinds of like things kept apart; beyond them a rule has one more finding for all the rest. */
const mostKinds = 50;

export type Once = (rule: string, kind: string, says: string, proof: Proof, severity?: Severity) => Reported;

/** `kind` says what is alike within a rule: an event's name, an error's message. */
export function onceEach(reporter: Reporter): Once {
  const met = new Map<string, Reported>();
  const kinds = new Map<string, number>();
  return (rule, kind, says, proof, severity) => {
    const count = kinds.get(rule) ?? 0;
    const own = `${rule} ${kind}`;
    const key = met.has(own) || count < mostKinds ? own : rule;
    const known = met.get(key);
    if (known !== undefined) {
      known.again(proof);
      return known;
    }
    kinds.set(rule, count + 1);
    const reported = reporter.report(rule, says, [proof], severity);
    met.set(key, reported);
    return reported;
  };
}
