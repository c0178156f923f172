/** How the judges of the containers speak: rule, stretch of the stream, sentence. */
import type { Reported, Reporter, Severity } from '../../dialects/rule.ts';
import type { PieceMap } from './piece-map.ts';

/** `severity`: where it is not the rule's own. */
export type Say = (rule: string, start: number, end: number, says: string, severity?: Severity) => void;

/** Findings of one rule told one by one; those beyond are counted on the last. */
const mostEach = 20;

export function sayTo(reporter: Reporter, map: PieceMap): Say {
  const told = new Map<string, { count: number; last: Reported }>();
  return (rule, start, end, says, severity) => {
    const proofs = map.proofs(start, end);
    const known = told.get(rule);
    const [first] = proofs;
    if (known !== undefined && known.count >= mostEach && first !== undefined) known.last.again(first);
    else told.set(rule, { count: (known?.count ?? 0) + 1, last: reporter.report(rule, says, proofs, severity) });
  };
}

/** The note of a framer as a sentence. */
export function sentence(detail: string): string {
  return `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`;
}
