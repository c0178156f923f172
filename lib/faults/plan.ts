/**
 * Faults as one line of text: `drop:audio@3+close:1011:bye@2s+seed:7`. Names are joined by `+`; values follow `:`; the moment follows `@`, as
 * time since the connection was opened (`@2s`, `@500ms`) or as the nth of what the fault counts (`@3`).
 */
import { nearName } from '../bytes/near-name.ts';
import { visible } from '../bytes/visible.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { isCloseCode } from '../session/close-code.ts';
import type { FaultKind, FaultValue } from './fault.ts';
import { faultKinds } from './kinds.ts';

/** When a fault strikes; null: as its row says. */
export type When = { ms: number } | { nth: number } | null;

export type FaultAsk = { fault: FaultKind; values: readonly (number | string)[]; when: When };

/** What goes wrong, in the order written. `seed` null: the host's own. */
export type FaultPlan = { faults: readonly FaultAsk[]; seed: string | null };

export const mostFaults = 16;
export const mostFaultText = 1000;
const mostMs = 3_600_000;
const mostNth = 1_000_000;

/** Reads the text of a `fault=`. A value may be percent-encoded once more, where it holds `+`, `@` or `%`. Problem: `bad_fault`, with the item in `at.field`. */
export function parseFaults(text: string): FaultPlan | Problem {
  if (text.length > mostFaultText)
    return bad('', `The faults are ${text.length} characters long, ${mostFaultText} at most are read.`);
  const faults: FaultAsk[] = [];
  let seed: string | null = null;
  for (const item of text.split('+')) {
    if (item.trim() === '')
      return bad('', text.trim() === '' ? 'No fault is named.' : 'A name is missing before or behind a +.');
    const read = readItem(item.trim());
    if ('code' in read) return read;
    if ('seed' in read) seed = read.seed;
    else faults.push(read);
  }
  if (faults.length > mostFaults)
    return bad('', `${faults.length} faults are asked for, ${mostFaults} at most are carried out.`);
  return { faults, seed };
}

/** The same plan as text, shortest form: what `parseFaults` reads. */
export function faultText({ faults, seed }: FaultPlan): string {
  const items = faults.map(({ fault, values, when }) => {
    const written = values.map(String);
    while (written.length > 0 && written.at(-1) === String(fault.values[written.length - 1]?.initial)) written.pop();
    const moment = when === null ? '' : 'ms' in when ? `@${when.ms}ms` : `@${when.nth}`;
    return [fault.name, ...written.map(escaped)].join(':') + moment;
  });
  return [...items, ...(seed === null ? [] : [`seed:${escaped(seed)}`])].join('+');
}

const escaped = (value: string) =>
  value.replace(/[%+@:,/~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

function readItem(item: string): FaultAsk | { seed: string } | Problem {
  const at = item.lastIndexOf('@');
  const [name = '', ...texts] = (at === -1 ? item : item.slice(0, at)).split(':');
  const values = texts.map(unescaped);
  if (name === 'seed') {
    const seed = values.join(':');
    return seed.length >= 1 && seed.length <= 64 && at === -1
      ? { seed }
      : bad(item, 'A seed is written as seed:7, 1 to 64 characters.');
  }
  const fault = faultKinds.find((one) => one.name === name);
  if (fault === undefined) return unknown(item, name);
  const read = readValues(fault, values);
  if (typeof read === 'string') return bad(item, read);
  const when = at === -1 ? null : readWhen(item.slice(at + 1));
  if (when === undefined)
    return bad(
      item,
      `"${shown(item.slice(at + 1))}" is no moment: write 2s, 500ms (an hour at most) or a number from 1 for the nth.`,
    );
  if (when !== null && !fault.takesMoment) return bad(item, `"${name}" takes no moment.`);
  return { fault, values: read, when };
}

function readValues(fault: FaultKind, texts: readonly string[]): (number | string)[] | string {
  const forms = fault.values;
  const last = forms.at(-1);
  // A text that comes last takes the rest, colons and all.
  const joined =
    last?.is === 'text' && texts.length > forms.length
      ? [...texts.slice(0, forms.length - 1), texts.slice(forms.length - 1).join(':')]
      : texts;
  if (joined.length > forms.length)
    return `"${fault.name}" takes ${forms.length === 0 ? 'no value' : valueForm(fault)}.`;
  const values: (number | string)[] = [];
  for (const [i, form] of forms.entries()) {
    const text = joined[i] ?? '';
    const value = text === '' ? form.initial : readValue(form, text);
    if (value === null) return `"${fault.name}" takes ${valueForm(fault)}, not "${shown(text)}".`;
    values.push(value);
  }
  return values;
}

function readValue(form: FaultValue, text: string): number | string | null {
  if (form.is === 'text') return text.length <= form.most ? text : null;
  if (form.is === 'choice') return form.of.includes(text) ? text : null;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  return value >= form.low && value <= form.high && (form.codes !== true || isCloseCode(value)) ? value : null;
}

/** What may be written behind the name, in words: for lists of faults and for Problems. */
export function valueForm({ values }: Pick<FaultKind, 'values'>): string {
  return values
    .map((form) => {
      if (form.is === 'number') return `${form.name} (${form.low} to ${form.high}, else ${form.initial})`;
      if (form.is === 'choice') return `${form.name} (${form.of.join(', ')})`;
      return `${form.name}${form.initial === '' ? '' : ` (else "${form.initial}")`}`;
    })
    .join(' : ');
}

function readWhen(text: string): When | undefined {
  const time = /^(\d{1,7})(ms|s)$/.exec(text);
  if (time !== null) {
    const ms = Number(time[1]) * (time[2] === 's' ? 1000 : 1);
    return ms <= mostMs ? { ms } : undefined;
  }
  const nth = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  return nth >= 1 && nth <= mostNth ? { nth } : undefined;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** All the names are a hint, and in no sentence: pages show the sentence in several places. */
function unknown(item: string, name: string): Problem {
  const names = faultKinds.map((one) => one.name);
  const near = nearName(name, names);
  const said = `There is no fault "${shown(name)}"`;
  if (near !== null) return bad(item, `${said}; did you mean "${near}"?`);
  return bad(item, `${said}.`, `There are ${names.join(', ')}.`);
}

const shown = (text: string) => visible(text.length > 60 ? `${text.slice(0, 60)}…` : text);

function bad(item: string, detail: string, hint?: string): Problem {
  return problem('bad_fault', detail, item === '' ? undefined : { field: shown(item) }, hint);
}
