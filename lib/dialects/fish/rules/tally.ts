/** Keeps one finding per rule and subject: what is met again is counted, not listed anew. */
import { visible } from '../../../bytes/visible.ts';
import { quoted, shortened } from '../../phrase.ts';
import type { Proof, Reported, Reporter, Severity } from '../../rule.ts';

/** A session may trip a rule on this many different things before they are counted together. */
const mostSubjects = 20;

/** What was met: `subject` tells apart what deserves a finding of its own (a field, a name). */
export type Met = { rule: string; says: string; proofs: readonly Proof[]; subject?: string; severity?: Severity };

export class Tally {
  private readonly reporter: Reporter;
  private readonly open = new Map<string, Map<string, Reported>>();

  constructor(reporter: Reporter) {
    this.reporter = reporter;
  }

  met({ rule, says, proofs, subject = '', severity }: Met): void {
    const ofRule = this.open.get(rule) ?? new Map<string, Reported>();
    this.open.set(rule, ofRule);
    const known = ofRule.get(subject) ?? (ofRule.size >= mostSubjects ? [...ofRule.values()].at(-1) : undefined);
    if (known === undefined) ofRule.set(subject, this.reporter.report(rule, says, proofs, severity));
    else for (const proof of proofs.slice(0, 1)) known.again(proof);
  }

  has(rule: string, subject = ''): boolean {
    return this.open.get(rule)?.has(subject) === true;
  }

  /** The session has proved it wrong. */
  withdraw(rule: string, subject = ''): void {
    const ofRule = this.open.get(rule);
    ofRule?.get(subject)?.withdraw();
    ofRule?.delete(subject);
  }
}

/** Text of the wire inside a sentence: in quotes, shortened, hidden characters as tokens. */
export function cited(text: string): string {
  return visible(quoted(shortened(text, 60)));
}
