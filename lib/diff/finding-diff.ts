/** Findings gained and lost, rule by rule. */
import type { Finding } from '../dialects/rule.ts';
import type { FindingDifference } from './session-diff.ts';

const mostPlaces = 12;
type Sum = { first: Finding; count: number; seqs: number[] };

/** Rules that fired more often on one side, in the order of their names. */
export function findingDifferences(a: readonly Finding[], b: readonly Finding[]): FindingDifference[] {
  const [inA, inB] = [byRule(a), byRule(b)];
  const rules = [...new Set([...inA.keys(), ...inB.keys()])].sort();
  return rules.flatMap((rule) => {
    const [one, other] = [inA.get(rule), inB.get(rule)];
    if (one?.count === other?.count) return [];
    // What is said is said of the side that has more of it.
    const { first } = ((one?.count ?? 0) > (other?.count ?? 0) ? one : other) as Sum;
    const { severity, says } = first;
    const places = { seqsA: one?.seqs ?? [], seqsB: other?.seqs ?? [] };
    return [{ rule, severity, says: says.slice(0, 400), a: one?.count ?? 0, b: other?.count ?? 0, ...places }];
  });
}

function byRule(findings: readonly Finding[]): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const finding of findings) {
    const sum = sums.get(finding.rule) ?? { first: finding, count: 0, seqs: [] };
    sum.count += finding.count;
    for (const { seq } of finding.proofs) {
      if (sum.seqs.length < mostPlaces && !sum.seqs.includes(seq)) sum.seqs.push(seq);
    }
    sums.set(finding.rule, sum);
  }
  return sums;
}
