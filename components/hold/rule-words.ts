/** A rule of the tap as a plain sentence. Texts in it may be hostile. */
import type { Problem } from '@/lib/problem/problem.ts';
import type { RuleAct, TapRule } from '@/lib/relay/tap/rules.ts';

const verbs: Record<RuleAct, string> = {
  hold: 'Holds',
  drop: 'Drops',
  duplicate: 'Passes on twice',
  delay: 'Delays',
  replace: 'Replaces',
};

export const actNames: Record<RuleAct, string> = {
  hold: 'Hold',
  drop: 'Drop',
  duplicate: 'Duplicate',
  delay: 'Delay',
  replace: 'Replace',
};

/** `Holds each audio frame the server sends.` */
export function ruleWords(rule: TapRule): string {
  const { act, kind, nth, dir, field, delayMs } = rule;
  const which = nth === undefined ? 'each' : `the ${ordinal(nth)}`;
  const whose = { received: 'the server sends', sent: 'the client sends', both: 'either side sends' }[dir];
  const frame = kind === undefined ? 'frame' : `${kind} frame`;
  const test = field === undefined ? '' : ` where ${field.path} ${field.part ? 'contains' : 'is'} "${field.is}"`;
  const late = act === 'delay' ? ` by ${(delayMs ?? 0).toLocaleString('en')} ms` : '';
  const once = nth === undefined ? '' : ', once a connection';
  const behind = rule.overtake ? '; frames behind it do not wait' : '';
  return `${verbs[act]} ${which} ${frame} ${whose}${test}${late}${once}${where(rule)}${behind}.`;
}

function where({ upstream, name }: TapRule): string {
  const at = name === undefined ? '' : name === '' ? ', taps without a name only' : `, taps named ${name} only`;
  return upstream === 'any' ? at : `${at}, upstream ${upstream}`;
}

/** What the fields of the form are called; in the order in which they are looked for. */
const fieldNames: readonly [string, string][] = [
  ['nth', '"only number"'],
  ['delayMs', '"by ms"'],
  ['kind', '"frames of kind"'],
  ['field.path', '"where field"'],
  ['field.is', 'the value of the field'],
  ['name', '"tap named"'],
  ['upstream', '"on upstream"'],
  ['replacement.bytes', 'the frame that goes on instead'],
  ['replacement', 'the frame that goes on instead'],
];

/** What is wrong with the only rule of a list, by the names that its form has: `"only number" must be ...`. */
export function ruleFaultWords({ at, detail }: Problem): string {
  const place = at?.field ?? '';
  const [, name] = fieldNames.find(([field]) => place === `[0].${field}`) ?? [];
  const says = name === undefined || !detail.startsWith(place) ? detail : `${name}${detail.slice(place.length)}`;
  return `${says.slice(0, 1).toUpperCase()}${says.slice(1)}`;
}

/** `1st`, `2nd`, `3rd`, `11th`. */
export function ordinal(n: number): string {
  const teen = n % 100 >= 11 && n % 100 <= 13;
  const end = teen ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[n % 10] ?? 'th');
  return `${n.toLocaleString('en')}${end}`;
}

/** How long a frame has waited, in whole seconds up to a minute: `12 s`, `3 min 5 s`. */
export function waitedWords(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  return s < 60 ? `${s} s` : `${Math.floor(s / 60)} min ${s % 60} s`;
}
