import { visible } from '../bytes/visible.ts';

/** The one logger. Takes sentences, never objects: sockets and URLs print their secrets when inspected. */
export type Log = { info(line: string): void; warn(line: string): void; error(line: string, error?: unknown): void };

/** What looks like a secret though nobody told us: bearer tokens, and query values of the usual names. */
const shapes: readonly [RegExp, string][] = [
  [/\b(Bearer|Token)\s+[^\s"',;]+/gi, '$1 [masked]'],
  [/([?&](?:token|key|api_key|apikey|access_token)=)[^&\s"'#]+/gi, '$1[masked]'],
];

/**
 * `scrub` masks the known keys; `out` and `err` write a line. What a terminal would obey (escape sequences, turned reading
 * directions) or break a line at is written as a token; only a stack keeps its lines.
 */
export function createLog(
  scrub: (text: string) => string,
  out: (line: string) => void,
  err: (line: string) => void,
): Log {
  const masked = (text: string) => shapes.reduce((line, [shape, by]) => line.replace(shape, by), scrub(text));
  const clean = (text: string) => visible(masked(text));
  return {
    info: (line) => out(clean(line)),
    warn: (line) => err(clean(line)),
    error(line, error) {
      const stack = error instanceof Error ? stackOf(error).map((each) => `\n${clean(each)}`) : [];
      err(`${clean(line)}${stack.join('')}`);
    },
  };
}

/** The message as one line, whatever it holds, then the places. */
function stackOf({ message, stack = '' }: Error): string[] {
  const head = stack.indexOf(message);
  if (head < 0) return [message];
  const end = head + message.length;
  return [stack.slice(0, end), ...stack.slice(end).split('\n').slice(1)];
}
