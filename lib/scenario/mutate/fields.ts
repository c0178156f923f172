/** Paths into an event's value, and copies of it with something changed there. */
import { type EventValue, KeyRef } from '../../dialects/dialect.ts';

export type Path = readonly (string | number)[];
type Holder = { readonly [name: string]: EventValue };

export function isMap(value: EventValue | undefined): value is Holder {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array) &&
    !(value instanceof KeyRef)
  );
}

/** `request.references[0].audio`. */
export function pathWords(path: Path): string {
  return path.reduce<string>((words, part) => {
    if (typeof part === 'number') return `${words}[${part}]`;
    return words === '' ? part : `${words}.${part}`;
  }, '');
}

/** Every value below `value` with its path, those in front first; the whole is not among them. */
export function valuesIn(value: EventValue, path: Path = []): { path: Path; value: EventValue }[] {
  const inside: [string | number, EventValue][] = Array.isArray(value)
    ? (value as readonly EventValue[]).map((item, i) => [i, item])
    : isMap(value)
      ? Object.entries(value)
      : [];
  return inside.flatMap(([part, item]) => [{ path: [...path, part], value: item }, ...valuesIn(item, [...path, part])]);
}

export function valueAt(value: EventValue | undefined, path: Path): EventValue | undefined {
  const [part, ...rest] = path;
  if (part === undefined) return value;
  if (typeof part === 'number') return Array.isArray(value) ? valueAt(value[part], rest) : undefined;
  return isMap(value) && Object.hasOwn(value, part) ? valueAt(value[part], rest) : undefined;
}

/** A copy with another value at `path`; maps on the way that are not there are made. */
export function withValue(value: EventValue, path: Path, put: EventValue): EventValue {
  const [part, ...rest] = path;
  if (part === undefined) return put;
  if (typeof part === 'number') {
    const list = Array.isArray(value) ? (value as readonly EventValue[]) : [];
    return list.map((item, i) => (i === part ? withValue(item, rest, put) : item));
  }
  const map = isMap(value) ? value : {};
  const inner = Object.hasOwn(map, part) ? (map[part] as EventValue) : {};
  return ownEntries([...Object.entries(map), [part, withValue(inner, rest, put)]]);
}

/** A copy without the field at `path`. */
export function withoutField(value: EventValue, name: string): EventValue {
  return isMap(value) ? ownEntries(Object.entries(value).filter(([key]) => key !== name)) : value;
}

/** Later entries of a name replace its value, in the place of the first. `fromEntries` makes own fields, whatever their names. */
function ownEntries(entries: readonly (readonly [string, EventValue])[]): EventValue {
  return Object.fromEntries(entries);
}
