/** Shows a hidden kind, hides a shown one. */
export function toggle(hidden: readonly string[], kind: string): string[] {
  return hidden.includes(kind) ? hidden.filter((one) => one !== kind) : [...hidden, kind];
}

/** Leaves `kind` alone in sight; when it already is, brings all back. */
export function isolate(hidden: readonly string[], kind: string, kinds: readonly string[]): string[] {
  const others = kinds.filter((one) => one !== kind);
  const alone = !hidden.includes(kind) && others.length > 0 && others.every((one) => hidden.includes(one));
  return alone ? [] : others;
}
