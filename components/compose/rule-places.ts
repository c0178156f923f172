/** What the rules know of the steps before anything is sent, with the part of the text each is about. Pure. */
import { findNodeAtLocation, type Node } from 'jsonc-parser';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import type { Foretold, Planned, Severity } from '@/lib/dialects/rule.ts';
import type { Step } from '@/lib/scenario/step.ts';
import type { OutlineStep } from './outline.ts';

/** `start` and `end` are UTF-16 offsets of the text the steps were read from. */
export type RulePlace = { rule: string; severity: Severity; says: string; start: number; end: number };

export function rulePlaces(steps: readonly OutlineStep[], dialect: Dialect): RulePlace[] {
  const ofEvents = steps.flatMap(({ step }) => {
    if (step.kind !== 'event') return [];
    return dialect.rules.ofEvent(step.event).map((told) => placed(step.node, told));
  });
  const ofOrder = plansOf(
    steps.filter(({ depth }) => depth === 0).map(({ step }) => step),
    dialect,
  ).flatMap((plan) =>
    (dialect.rules.ofOrder?.(plan.map(({ planned }) => planned)) ?? []).flatMap((told) => {
      const step = plan[told.step]?.step;
      return step?.kind === 'event' || step?.kind === 'tokens' ? [placed(step.node, told)] : [];
    }),
  );
  // A round that is like the one before it shows the same again.
  const met = new Set<string>();
  return [...ofEvents, ...ofOrder].filter(({ rule, start, says }) => {
    const place = `${rule} ${start} ${says}`;
    return !met.has(place) && met.add(place);
  });
}

function placed(event: Node, { rule, severity, says, field }: Foretold): RulePlace {
  const node = fieldPlace(event, field);
  return { rule, severity, says, start: node.offset, end: node.offset + node.length };
}

type PlannedStep = { planned: Planned; step: Step };

/**
 * What is done on each socket, in order: first on the one the steps begin on. Up to the first step that cannot be read, or is sent as
 * it stands: it may be any event, so nothing is known of the order after it.
 */
function plansOf(steps: readonly Step[], dialect: Dialect): PlannedStep[][] {
  const others: PlannedStep[][] = [];
  const own: PlannedStep[] = [];
  /** False when the plan ends here. */
  const plan = (step: Step): boolean => {
    switch (step.kind) {
      case 'bad':
      case 'raw':
      case 'close':
        return false;
      case 'event':
        own.push({ planned: { event: step.event }, step });
        return true;
      case 'tokens':
        own.push({ planned: { event: dialect.textEvent('text') }, step });
        return true;
      case 'repeat':
        // The second round tells what follows the end of the first.
        return (step.times === 1 ? [step.steps] : [step.steps, step.steps]).every((round) => round.every(plan));
      case 'parallel':
        for (const branch of new Set(step.branches.map((each) => each.steps))) others.push(...plansOf(branch, dialect));
        return true;
      default:
        own.push({ planned: { awaits: step.kind === 'until' ? step.event : null }, step });
        return true;
    }
  };
  steps.every(plan);
  return [own, ...others];
}

/** The value of a field (`request.references[0].text`), or of what it would stand in. A whole event is meant by its name alone. */
export function fieldPlace(event: Node, field: string): Node {
  const path = field
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(event, path.slice(0, length));
    // Of a long object only its name is underlined: what is wrong is one thing in it, or that one is missing.
    if (node !== undefined) return node.type === 'object' ? (node.parent?.children?.[0] ?? node) : node;
  }
  return findNodeAtLocation(event, ['event']) ?? event;
}
