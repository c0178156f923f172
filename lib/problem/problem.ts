/** What a user can meet: a stable code, a neutral sentence, a hint and a place. Never thrown; carried as data. */
import { type ProblemCode, problemTexts } from './codes.ts';

export type { ProblemCode };

/** Where it is: any of a byte offset in a frame, a line and column of a text, a field path, an entry. */
export type Place = { byte?: number; line?: number; column?: number; field?: string; seq?: number };

export type Problem = { code: ProblemCode; title: string; detail: string; hint: string; at?: Place };

/**
 * Makes a Problem: title and hint come from the closed list of codes, `detail` says what was met here.
 * `hint` may be sharpened for the case at hand.
 */
export function problem(code: ProblemCode, detail: string, at?: Place, hint?: string): Problem {
  const text = problemTexts[code];
  return { code, title: text.title, detail, hint: hint ?? text.hint, ...(at === undefined ? {} : { at }) };
}

/** Of a connection that is not the console's own: which of its ends it was. There is nothing for the user to connect again. */
export function lostByProblem(who: 'client' | 'upstream', detail: string): Problem {
  const title = `The ${who === 'client' ? 'client' : 'server'} ended the connection`;
  const hint = 'What was still to come is lost; what had come is kept.';
  return { ...problem('connection_lost', detail, undefined, hint), title };
}

/** One line for terminals and tests: `E_TRUNCATED at byte 12: ...`. */
export function problemLine(p: Problem): string {
  const place = p.at === undefined ? '' : ` at ${placeWords(p.at)}`;
  return `${p.code}${place}: ${p.detail}`;
}

/** `byte 12`, `line 3, column 5`, `request.format`. */
export function placeWords(at: Place): string {
  const words: string[] = [];
  if (at.byte !== undefined) words.push(`byte ${at.byte}`);
  if (at.line !== undefined) words.push(`line ${at.line}`);
  if (at.column !== undefined) words.push(`column ${at.column}`);
  if (at.field !== undefined) words.push(at.field);
  if (at.seq !== undefined) words.push(`entry ${at.seq}`);
  return words.join(', ');
}

/** Place and detail as one phrase, without naming the field twice when the detail begins with it. */
export function placedDetail(p: Problem): string {
  if (p.at === undefined) return p.detail;
  const { field, ...rest } = p.at;
  const place = field !== undefined && p.detail.startsWith(field) ? placeWords(rest) : placeWords(p.at);
  return place === '' ? p.detail : `${place}: ${p.detail}`;
}
