/** What the order of a client's events shows before any is sent: the machine of a session, fed with what is meant to go out. */
import type { Reading } from '../../dialect.ts';
import type { Foretold, Planned, Reporter, Severity } from '../../rule.ts';
import { clientEvents } from '../events.ts';
import { orderPart } from './order.ts';
import { advance, firstScene, type Seen } from './scene.ts';
import { Tally } from './tally.ts';
import { textPart } from './text.ts';
import { textIn, valueOfNotation } from './value.ts';

/** Of all rules about order those that no answer of the server can excuse. */
const proven: Readonly<Record<string, Severity>> = { A16: 'error', A19: 'warning', A20: 'error', A23: 'info' };

/** A16, A19, A20 and A23 of a plan, at the steps that break them. */
export function orderFindings(plan: readonly Planned[]): (Foretold & { step: number })[] {
  const found: (Foretold & { step: number })[] = [];
  const tally = new Tally(keeper(found));
  const scene = firstScene();
  const parts = [orderPart(tally), textPart(tally)];
  for (const [step, planned] of plan.entries()) {
    // After stop every wait may have seen finish; before it, only a wait for what ends a session.
    const ends = 'awaits' in planned && (scene.state === 'waiting' || isEnd(planned.awaits));
    const seen = 'event' in planned ? sent(step, planned.event) : ends ? finish(step) : null;
    if (seen === null) continue;
    for (const part of parts) part.frame?.(seen, scene);
    advance(scene, seen);
  }
  const start = plan.findIndex((planned) => 'event' in planned && sent(0, planned.event).event === 'start');
  return found.filter(({ rule, step }) => isProven(rule, step, start)).sort((a, b) => a.step - b.step);
}

/** What stands before any start may be meant for a session that is under way: it is first only where a start follows. */
function isProven(rule: string, step: number, start: number): boolean {
  if (rule === 'A16') return start !== -1;
  return rule !== 'A23' || (start !== -1 && start < step);
}

function keeper(found: (Foretold & { step: number })[]): Reporter {
  return {
    report(rule, says, proofs) {
      const severity = proven[rule];
      const keep = (seq: number | undefined, words: string) => {
        if (severity === undefined || seq === undefined) return;
        found.push({ rule, severity, says: words, field: '', step: seq });
      };
      keep(proofs[0]?.seq, says);
      return { again: (proof, words) => keep(proof.seq, words ?? says), withdraw() {} };
    },
  };
}

function isEnd(event: string | null): boolean {
  return event === 'finish' || event === 'error';
}

function sent(seq: number, event: unknown): Seen {
  const value = valueOfNotation(event);
  const name = textIn(value, 'event') ?? '';
  return { ...nothing, seq, sent: true, value, event: clientEvents.includes(name) ? name : null };
}

const finish = (seq: number): Seen => ({ ...nothing, seq, sent: false, value: null, event: 'finish' });

const reading: Reading = { role: 'unknown', event: '', audio: null, problem: null, round: 0 };
const nothing = { t: 0, opcode: 'binary', bytes: new Uint8Array(0), reading, peek: null } as const;
