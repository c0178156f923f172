/** The code of a one-time link: `#c=<code>`, as the server prints it. Null for any other fragment, or none. */
export function codeIn(fragment: string): string | null {
  return /^#c=([A-Za-z0-9_-]{8,200})$/.exec(fragment)?.[1] ?? null;
}

/** True of a link that was cut on its way: it has the mark of one, but no code. */
export function isCut(fragment: string): boolean {
  return fragment.startsWith('#c=') && codeIn(fragment) === null;
}

/** The ways in, as the server names them: `link`, `password`, or both. */
export type Ways = { link: boolean; password: boolean };

/** `header`: what the server says of this document; null for a server that says nothing. */
export function waysIn(header: string | null): Ways {
  const named = (header ?? '').split(/[\s,]+/);
  return { link: named.includes('link'), password: named.includes('password') };
}
