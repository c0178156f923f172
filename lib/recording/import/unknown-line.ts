/** What is said of a text that begins with a line of JSON which is no line of a format that is known here. */
import { type Problem, problem } from '../../problem/problem.ts';
import { said } from './own-value.ts';

/** What a line is told by, in the order it is looked for (`sniff.ts`). */
const lookedFor = '"dir" and "op", or "dir" and "t_ms", or "type" and "opcode"';
const hint =
  'Of JSON lines these are read: dir (in, out), op (bin, text, ping, pong, close), b64 or text, t in milliseconds; the capture of a test server: dir (client, server), opcode, b64, t_ms; messages of a HAR: type (send, receive), opcode, data, time.';
const mostNamed = 8;

/** `line`: the first one. */
export function unknownLine(line: object): Problem {
  const names = Object.keys(line);
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  const has =
    names.length === 0
      ? 'none'
      : `${names
          .slice(0, mostNamed)
          .map((name) => said(name, 30))
          .join(', ')}${more}`;
  const detail = `line 1 is JSON, but its fields tell nothing: it has ${has}; looked for were ${lookedFor} ("log" of a HAR, "format" of a recording)`;
  return problem('not_importable', detail, { line: 1 }, hint);
}
