/** What a setup card tells of one client: where its address is set, and what it does with what the server says. */

/** How a thing was found out. Nothing here was measured against a live service. */
export type Evidence = 'source' | 'loopback' | 'documented';

export const evidenceWords: Readonly<Record<Evidence, string>> = {
  source: 'read in its source',
  loopback: 'seen on loopback',
  documented: 'documented',
};

/** `by` null: it is not known. */
export type Known = { says: string; by: Evidence | null };

export type CardLanguage = 'js' | 'python' | 'go' | 'json';

/** Text for others to run or paste. The base URL has no slash at its end: `http://127.0.0.1:4820/tap/fish@demo`. */
export type Snippet = (baseUrl: string) => string;

export type ClientCard = {
  id: string;
  title: string;
  /** What is told of, exactly: version, and the day of it where it has none. */
  version: string;
  /** Dialect that it speaks. */
  dialect: 'fish' | 'fishspeech';
  language: CardLanguage;
  install: string | null;
  /** The lines to change. */
  lines: Snippet;
  /** A short whole program with these lines in it. */
  program?: Snippet;
  /** What must be known before the lines are pasted. */
  setUp?: string;
  /** What it hides from its user, and what it does that a server notices. */
  hides: readonly Known[];
  does: readonly Known[];
};

/** The day the clients were last looked at. */
export const lookedAt = '2026-11-20';

/** `ws://…` of the same address, for what dials by itself. */
export function socketUrl(baseUrl: string): string {
  return baseUrl.replace(/^http/, 'ws');
}
