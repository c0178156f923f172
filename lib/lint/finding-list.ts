/** The findings of one session: what rules report, counted, withdrawn, and put in order for the pane. */
import type { Finding, Proof, Reported, Reporter, RuleText, Severity } from '../dialects/rule.ts';

/** A finding met more often than this is counted on, its later places are not listed. */
export const proofLimit = 100;
/** More findings than this of one session are not made: the last one of their rule counts them. */
export const findingLimit = 500;

const order: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

type Held = Finding & { proofs: Proof[] };

export class FindingList implements Reporter {
  /** Bumped by every change. */
  version = 0;
  private readonly severities: ReadonlyMap<string, Severity>;
  private held: Held[] = [];
  private readonly made = new Map<string, number>();
  private sorted: readonly Finding[] = [];
  private sortedAt = 0;

  constructor(rules: readonly RuleText[]) {
    this.severities = new Map(rules.map((rule) => [rule.id, rule.severity]));
  }

  /** Throws for a rule that is not in the table: its machine is wrong, not the session. */
  report(rule: string, says: string, proofs: readonly Proof[], severity?: Severity): Reported {
    const own = this.severities.get(rule);
    if (own === undefined) throw new Error(`no rule ${rule}`);
    const number = (this.made.get(rule) ?? 0) + 1;
    const full = this.held.length >= findingLimit;
    const last = full ? this.held.findLast((held) => held.rule === rule) : undefined;
    if (last !== undefined) {
      for (const proof of proofs) this.again(last, proof);
      return { again: (proof) => this.again(last, proof), withdraw: () => {} };
    }
    this.made.set(rule, number);
    const finding: Held = {
      key: `${rule}-${number}`,
      rule,
      severity: severity ?? own,
      says,
      proofs: proofs.slice(0, proofLimit),
      count: 1,
    };
    this.held.push(finding);
    this.version++;
    return {
      again: (proof, more) => this.again(finding, proof, more),
      withdraw: () => {
        const at = this.held.indexOf(finding);
        if (at === -1) return;
        this.held.splice(at, 1);
        this.version++;
      },
    };
  }

  /** Errors first; within a severity as the session goes. A new array when something has changed, else the same. */
  all(): readonly Finding[] {
    if (this.sortedAt === this.version) return this.sorted;
    // Copies: what is handed out does not change under its reader.
    this.sorted = this.held.map((held) => ({ ...held, proofs: [...held.proofs] })).sort(before);
    this.sortedAt = this.version;
    return this.sorted;
  }

  private again(finding: Held, proof: Proof, says?: string): void {
    finding.count++;
    if (finding.proofs.length < proofLimit) finding.proofs.push(proof);
    if (says !== undefined) finding.says = says;
    this.version++;
  }
}

function before(a: Finding, b: Finding): number {
  return order[a.severity] - order[b.severity] || firstSeq(a) - firstSeq(b) || (a.rule < b.rule ? -1 : 1);
}

function firstSeq(finding: Finding): number {
  return finding.proofs[0]?.seq ?? 0;
}
