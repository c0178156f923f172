/** What was judged and decoded of a session. */
import type { Finding } from '../../dialects/rule.ts';
import type { LessonSession } from '../lesson.ts';

/** The first finding of a rule; undefined where it did not fire, or was taken back. */
export function finding({ findings }: LessonSession, rule: string): Finding | undefined {
  return findings.find((one) => one.rule === rule);
}

/** The first entry that proves a finding; null for one about the session as a whole. */
export function provenAt({ proofs }: Finding): number | null {
  return proofs[0]?.seq ?? null;
}

/** Rules that fired with an error or a warning. */
export function faultsFound({ findings }: LessonSession): string[] {
  return [...new Set(findings.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule))];
}

/** Seconds of sound that are decoded; 0 while there is none. */
export function seconds({ sound }: LessonSession): number {
  return sound.seconds;
}
