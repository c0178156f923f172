/** What a run of the text may trip over: notes, since none of it is a mistake for certain. Pure. */
import { meant } from '@/lib/bytes/near-name.ts';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import type { Severity } from '@/lib/dialects/rule.ts';
import type { Supplies } from '@/lib/scenario/event-value.ts';
import { referencesIn } from '@/lib/scenario/variables.ts';
import type { Outline, OutlineStep } from './outline.ts';

/** What there is beside the text: the upstream chosen, and the files. */
export type Around = { upstream: string; files: Supplies['files'] };
/** `start` and `end` are UTF-16 offsets of the text. */
export type TextHint = { severity: Severity; says: string; start: number; end: number };

export function textHints(text: string, outline: Outline, dialect: Dialect, around: Around): TextHint[] {
  const { scenario, steps } = outline;
  if (scenario === null) return [];
  const elsewhere = elsewhereHints(text, scenario, dialect, around);
  const hints = [...elsewhere, ...variableHints(text, scenario.variables)];
  for (const step of steps) {
    if (elsewhere.length === 0) hints.push(...nameHints(text, step, dialect));
    hints.push(...fileHints(text, step, around.files));
  }
  return hints;
}

/** At the first `value` from `from` on, as it is written. */
function at(text: string, value: string, from: number, severity: Severity, says: string): TextHint {
  const written = JSON.stringify(value);
  const found = text.indexOf(written, from);
  return { severity, says, start: found < 0 ? from : found, end: found < 0 ? from + 1 : found + written.length };
}

function nameHints(text: string, { step }: OutlineStep, dialect: Dialect): TextHint[] {
  const named = (dir: 'sent' | 'received', names: readonly string[], from: number): TextHint[] => {
    const known = dir === 'sent' ? dialect.clientEvents : dialect.serverEvents;
    const odd = names.filter((name) => !known.includes(name) && name !== 'unreadable');
    return odd.map((name) => {
      const near = meant(name, known) || `: ${known.join(', ')}`;
      const who = dir === 'sent' ? 'a client' : 'the server';
      return at(text, name, from, 'warning', `${who} sends no "${name}" that is known here${near}`);
    });
  };
  if (step.kind === 'until') return named('received', [step.event], step.offset);
  if (step.kind !== 'expect') return [];
  return step.expectations.flatMap((each) => {
    if (each.what === 'order') return named('received', each.events, each.offset);
    return each.what === 'event' ? named(each.test.dir, [each.test.event], each.offset) : [];
  });
}

const fileReference = /"\$file"\s*:\s*("(?:[^"\\\n]|\\.)*")/g;

function fileHints(text: string, { step, source }: OutlineStep, files: Around['files']): TextHint[] {
  const says = (name: string) => `no file "${name}" was chosen; add it with Files`;
  if (step.kind === 'expect') {
    return step.expectations.flatMap((each) =>
      each.what !== 'sounds-like' || files.has(each.file)
        ? []
        : [at(text, each.file, each.offset, 'warning', says(each.file))],
    );
  }
  if (step.kind !== 'event' && step.kind !== 'tokens') return [];
  return [...source.matchAll(fileReference)].flatMap((found) => {
    const written = found[1] ?? '';
    const name = String(JSON.parse(written));
    // What a variable comes to is told when it is sent.
    if (files.has(name) || name.includes('{{')) return [];
    const start = step.offset + found.index + found[0].length - written.length;
    return [{ severity: 'warning' as const, says: says(name), start, end: start + written.length }];
  });
}

function elsewhereHints(
  text: string,
  { dialect: asked, upstream }: { dialect: string | null; upstream: string | null },
  dialect: Dialect,
  around: Around,
): TextHint[] {
  const head = (key: string) => Math.max(0, text.indexOf(`"${key}"`) + key.length + 2);
  if (upstream !== null && upstream !== around.upstream) {
    const says = `the text asks for the upstream "${upstream}", "${around.upstream}" is chosen: Run all opens a connection to "${upstream}"`;
    return [at(text, upstream, head('upstream'), 'info', says)];
  }
  if (asked === null || asked === dialect.id) return [];
  const says = `the text asks for the dialect "${asked}", what is chosen speaks "${dialect.id}": Run all opens a connection that does`;
  return [at(text, asked, head('dialect'), 'info', says)];
}

function variableHints(text: string, variables: Readonly<Record<string, unknown>>): TextHint[] {
  const from = Math.max(0, text.indexOf('"variables"'));
  return Object.entries(variables).flatMap(([name, value]) => {
    const [other] = referencesIn(JSON.stringify(value, (_, inside) => (hasText(inside) ? null : inside)) ?? '');
    if (other === undefined) return [];
    const says = `the value of "${name}" holds "{{${other}}}", and is not looked at again: it goes out as it stands`;
    return [at(text, name, from, 'warning', says)];
  });
}

function hasText(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '$text' in value;
}
