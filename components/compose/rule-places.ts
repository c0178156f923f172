/** What the rules know of the steps before anything is sent, with the part of the text each is about. Pure. */
import { findNodeAtLocation, type Node } from 'jsonc-parser';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import type { Foretold, Planned, Severity } from '@/lib/dialects/rule.ts';
import type { OutlineStep } from './outline.ts';

/** `start` and `end` are UTF-16 offsets of the text the steps were read from. */
export type RulePlace = { rule: string; severity: Severity; says: string; start: number; end: number };

export function rulePlaces(steps: readonly OutlineStep[], dialect: Dialect): RulePlace[] {
  const ofEvents = steps.flatMap(({ step }) => {
    if (step.kind !== 'event') return [];
    return dialect.rules.ofEvent(step.event).map((told) => placed(step.node, told));
  });
  const ofOrder = (dialect.rules.ofOrder?.(planOf(steps)) ?? []).flatMap((told) => {
    const step = steps[told.step]?.step;
    return step?.kind === 'event' ? [placed(step.node, told)] : [];
  });
  return [...ofEvents, ...ofOrder];
}

function placed(event: Node, { rule, severity, says, field }: Foretold): RulePlace {
  const node = fieldPlace(event, field);
  return { rule, severity, says, start: node.offset, end: node.offset + node.length };
}

/** Up to the first step that cannot be read: it may be any event, so nothing is known of the order after it. */
function planOf(steps: readonly OutlineStep[]): Planned[] {
  const bad = steps.findIndex(({ step }) => step.kind === 'bad');
  return (bad === -1 ? steps : steps.slice(0, bad)).map(({ step }) =>
    step.kind === 'event' ? { event: step.event } : { awaits: step.kind === 'until' ? step.event : null },
  );
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
