/** The one logger. Takes sentences, never objects: sockets and URLs print their secrets when inspected. */
export type Log = { info(line: string): void; warn(line: string): void; error(line: string, error?: unknown): void };

/** What looks like a secret though nobody told us: bearer tokens, and query values of the usual names. */
const shapes: readonly [RegExp, string][] = [
  [/\b(Bearer|Token)\s+[^\s"',;]+/gi, '$1 [masked]'],
  [/([?&](?:token|key|api_key|apikey|access_token)=)[^&\s"'#]+/gi, '$1[masked]'],
];

/** `scrub` masks the known keys; `out` and `err` write a line. */
export function createLog(
  scrub: (text: string) => string,
  out: (line: string) => void,
  err: (line: string) => void,
): Log {
  const clean = (text: string) => shapes.reduce((line, [shape, by]) => line.replace(shape, by), scrub(text));
  return {
    info: (line) => out(clean(line)),
    warn: (line) => err(clean(line)),
    error(line, error) {
      const stack = error instanceof Error ? `\n${error.stack ?? error.message}` : '';
      err(clean(`${line}${stack}`));
    },
  };
}
