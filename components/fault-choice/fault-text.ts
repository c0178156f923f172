/** `a+b:value@2s` cut into its parts and put together again: what boxes and fields do to the text. Reading it is `parseFaults`. */

/** One fault of the text. `values`: as they are written behind the name; `when`: behind the @, empty for none. */
export type FaultPart = { name: string; values: readonly string[]; when: string };

export function partsOf(text: string): FaultPart[] {
  return text
    .split('+')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.lastIndexOf('@');
      const head = at === -1 ? part : part.slice(0, at);
      const [name = '', ...values] = head.split(':');
      return { name, values, when: at === -1 ? '' : part.slice(at + 1) };
    });
}

export function textOf(parts: readonly FaultPart[]): string {
  return parts.map(partText).join('+');
}

/** Values that are left empty at the end are not written. */
function partText({ name, values, when }: FaultPart): string {
  const last = values.findLastIndex((value) => value !== '');
  const given = values.slice(0, last + 1).map((value) => `:${value}`);
  return `${name}${given.join('')}${when === '' ? '' : `@${when}`}`;
}

/** With the fault at the end, or without each of that name. */
export function toggled(text: string, name: string): string {
  const parts = partsOf(text);
  const others = parts.filter((part) => part.name !== name);
  return textOf(others.length < parts.length ? others : [...parts, { name, values: [], when: '' }]);
}

/**
 * With the nth of `count` values of the first fault of that name changed; signs that have a meaning in the text or in an address are
 * percent-encoded. The last value takes the place of whatever stands behind it.
 */
export function withValue(text: string, name: string, index: number, count: number, value: string): string {
  return changed(text, name, (part) => {
    const values = Array.from({ length: Math.max(index + 1, count) }, (_, i) => fieldValue(part, i, count));
    values[index] = value;
    return { ...part, values: values.map(encoded) };
  });
}

/** The nth of `count` values, as a field shows it; of the last one the colons belong to it. */
export function fieldValue({ values }: FaultPart, index: number, count: number): string {
  return (index === count - 1 ? values.slice(index) : values.slice(index, index + 1)).map(decoded).join(':');
}

export function withMoment(text: string, name: string, when: string): string {
  return changed(text, name, (part) => ({ ...part, when: when.trim() }));
}

function changed(text: string, name: string, change: (part: FaultPart) => FaultPart): string {
  let isDone = false;
  const parts = partsOf(text).map((part) => {
    if (isDone || part.name !== name) return part;
    isDone = true;
    return change(part);
  });
  return textOf(parts);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function encoded(value: string): string {
  return value.replace(/[%+@:,/~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
