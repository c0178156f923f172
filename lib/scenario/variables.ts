/** `{{name}}` inside texts of a scenario, and which variables must not be there. */
import type { Variable } from './scenario.ts';

/** By name. Values are JSON; `{"$key": true}` inside them stands for the key, as it does in a step. */
export type Variables = Readonly<Record<string, Variable>>;

/** What a variable may be called. */
export const variableName = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** Blanks are cut off afterwards: looked for here, those without an end would cost their cube. */
const reference = /\{\{([^{}]*)\}\}/g;
/** A text that is one reference and nothing else. */
export const wholeReference = /^\{\{([^{}]*)\}\}$/;

export type Filled = { ok: true; value: Variable } | { ok: false; says: string };

/**
 * A text with its references filled. A text that is one reference and nothing else becomes the variable's value, whatever it is;
 * between other text only texts, numbers and booleans fit. Values are not looked at again: `{{` in a value stays. `most`: how many
 * UTF-16 units may be put between other text.
 */
export function fillText(text: string, variables: Variables, most = Number.POSITIVE_INFINITY): Filled {
  if (!text.includes('{{')) return { ok: true, value: text };
  const whole = wholeReference.exec(text);
  if (whole !== null) return lookUp((whole[1] ?? '').trim(), variables);
  let failed: string | null = null;
  let put = 0;
  const filled = text.replace(reference, (_, inside: string) => {
    const name = inside.trim();
    const found = lookUp(name, variables);
    if (!found.ok) failed ??= found.says;
    else if (typeof found.value === 'object') failed ??= `"${name}" is no text: it stands alone in its quotes`;
    else {
      const value = String(found.value);
      put += value.length;
      if (put <= most) return value;
      failed ??= tooMuch;
    }
    return '';
  });
  // What is left of {{ was no reference.
  if (failed === null && text.replace(reference, '').includes('{{')) failed = unclosed;
  return failed === null ? { ok: true, value: filled } : { ok: false, says: failed };
}

/** One text may use a long variable often: what it comes to is limited. */
export const tooMuch = 'the variables of this text come to too much: what they are, a file may hold';

const unclosed = '"{{" begins a variable, as in {{name}}; where it is meant as text, write {"$text": "..."}';

function lookUp(name: string, variables: Variables): Filled {
  if (!variableName.test(name)) return { ok: false, says: unclosed };
  if (Object.hasOwn(variables, name)) return { ok: true, value: variables[name] as Variable };
  const names = Object.keys(variables);
  const there = names.length === 0 ? 'none is defined' : `there are ${names.slice(0, 8).join(', ')}`;
  return { ok: false, says: `no variable is called "${name}"; ${there}` };
}

/** Names in `text` that it refers to, in order. */
export function referencesIn(text: string): string[] {
  return [...text.matchAll(reference)].map(([, name]) => (name ?? '').trim()).filter((name) => variableName.test(name));
}

const secretName = /(?:^|[_-])(?:api[_-]?)?key$|(?:^|[_-])(?:token|secret|password|passwd|authorization|bearer)$/;

/** True for a variable that by its name holds a secret, as a text (`{"$text": ...}` too): those are never variables, but `{"$key": true}`. */
export function holdsSecret(name: string, value: unknown): boolean {
  const plain = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  const text = typeof value === 'object' && value !== null && '$text' in value ? value.$text : value;
  return typeof text === 'string' && text !== '' && secretName.test(plain);
}

/** A variables file: one JSON object, names to values. Null and the reason (a sentence) where it is not that, or holds a secret. */
export function readVariables(value: unknown): { variables: Variables } | { says: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { says: 'A variables file is one JSON object: names and their values.' };
  for (const [name, held] of Object.entries(value)) {
    if (!variableName.test(name))
      return { says: `"${name}" is no name: letters, digits, _ and -, beginning with a letter or _.` };
    if (holdsSecret(name, held))
      return {
        says: `"${name}" looks like a secret: a variable never holds one. Write {"$key": true} where the key belongs.`,
      };
  }
  return { variables: value as Variables };
}
