/** Reading the answer to a refused upgrade: what the status means in a dialect, and what the body says. */
import { fieldOf } from '../bytes/node-field.ts';
import { decodeUtf8 } from '../bytes/utf8.ts';
import { inspectJson } from '../json/inspect.ts';
import { problemTexts } from '../problem/codes.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { shortened } from './phrase.ts';

/** A sentence and a hint per status. */
export type RefusalWords = ReadonlyMap<number, { means: string; hint: string }>;

/** Fields of JSON error bodies that hold a sentence for people. Fish Audio: `message`; fishspeech.live: `error`, `details`. */
const sentenceFields = ['message', 'error', 'details', 'detail'] as const;
const mostBodyBytes = 65_536;
const mostCharacters = 300;

const reasons: ReadonlyMap<number, string> = new Map([
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [402, 'Payment Required'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [413, 'Content Too Large'],
  [422, 'Unprocessable Content'],
  [426, 'Upgrade Required'],
  [429, 'Too Many Requests'],
  [500, 'Internal Server Error'],
  [502, 'Bad Gateway'],
  [503, 'Service Unavailable'],
  [504, 'Gateway Timeout'],
]);

/**
 * The Problem of a refused upgrade. `detail` holds status, meaning and what the server said; it is text of the server. A switch that the
 * sandbox does not know gets the hint for switches.
 */
export function refusedUpgrade(status: number, body: Uint8Array, words: RefusalWords): Problem {
  const known = words.get(status) ?? words.get(status >= 500 ? 500 : 0);
  const name = reasons.get(status);
  const head = name === undefined ? String(status) : `${status} ${name}`;
  const said = bodySentence(body);
  const means = known?.means ?? 'this status has no documented meaning here.';
  const detail = `${head}: ${means}${said === '' ? '' : ` The server says: "${said}"`}`;
  if (status >= 300 && status < 400) return problem('redirected', detail);
  const isSwitch = fieldOf(inspectJson(body.subarray(0, mostBodyBytes)), 'code')?.value === 'bad_switch';
  return problem('refused', detail, undefined, isSwitch ? problemTexts.bad_switch.hint : known?.hint);
}

/** What the body says to people: the sentences of a JSON object, else its text when it is text; empty for neither. */
export function bodySentence(body: Uint8Array): string {
  const part = body.subarray(0, mostBodyBytes);
  const table = inspectJson(part);
  const said: string[] = [];
  for (const name of sentenceFields) {
    const value = fieldOf(table, name)?.value;
    if (typeof value === 'string' && value !== '' && !said.includes(value)) said.push(value);
  }
  // A name for programs is the last thing to go by.
  const code = fieldOf(table, 'code')?.value;
  if (said.length === 0 && typeof code === 'string' && code !== '') said.push(code);
  if (said.length > 0) return shortened(said.join(' / '), mostCharacters);
  const { text, badAt } = decodeUtf8(part);
  return badAt === -1 ? shortened(text.trim(), mostCharacters) : '';
}
