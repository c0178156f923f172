/**
 * A `$tokens` step: one text in many pieces, each a text event, at the pace of the plan. A piece is due at a moment of the run's own
 * clock that follows from the beginning alone: a timer that is late makes one piece late, and none after it.
 */
import { decodeUtf8 } from '../bytes/utf8.ts';
import { type Problem, problem } from '../problem/problem.ts';
import type { OutFrame } from './run-host.ts';
import type { RunLine } from './run-line.ts';
import { grouped, type Step } from './step.ts';
import { cutTokens } from './tokens/cut-tokens.ts';

type Tokens = Step & { kind: 'tokens' };

/** As fast as they go: so many at one go, then what else waits has its turn. */
const atOnce = 200;

/** The pieces of the step, as they are sent. A file that is not there is a Problem at its place. */
export function piecesOf(step: Tokens, files: ReadonlyMap<string, Uint8Array>): readonly string[] | Problem {
  if (step.from === undefined) return cutTokens(step.text, step.like);
  const bytes = files.get(step.from);
  if (bytes !== undefined) return cutTokens(decodeUtf8(bytes).text, step.like);
  const at = { line: step.line, column: step.column };
  return problem('bad_value', `no file "${step.from}" was chosen; add it with Files`, at);
}

/** The frame of one piece. */
export function pieceFrame(line: Pick<RunLine['host'], 'dialect'>, piece: string): OutFrame {
  return line.dialect.encode(line.dialect.textEvent(piece));
}

export async function sendTokens(line: RunLine, step: Tokens): Promise<Problem | null> {
  const { host, board } = line;
  const pieces = piecesOf(step, host.files);
  if ('code' in pieces) return line.fail(step, pieces);
  const total = grouped(pieces.length);
  const began = host.clock.now();
  let sent = 0;
  let last: number | undefined;
  const recorded = (seq: number) => {
    last = seq;
  };
  while (sent < pieces.length) {
    const until = Math.min(pieces.length, sent + atOnce, dueAt(step.perSecond, host.clock.now() - began));
    while (sent < until) {
      const failure = line.send(step, pieceFrame(host, pieces[sent] as string), recorded);
      if (failure !== null) return line.fail(step, failure, `after ${grouped(sent)} of ${total} pieces: `);
      sent++;
    }
    line.mark(step, 'waiting', `${grouped(sent)} of ${total} pieces sent`, last);
    if (sent === pieces.length) break;
    const next = step.perSecond === 0 ? host.clock.now() : began + (sent * 1000) / step.perSecond;
    await pause(line, next);
    if (line.refusal !== null) return line.refusal;
    if (board.stopped) {
      line.mark(step, 'skipped', `stopped after ${grouped(sent)} of ${total} pieces`, last);
      return null;
    }
    const ended = host.log.ended();
    if (ended !== null) return line.fail(step, ended, `after ${grouped(sent)} of ${total} pieces: `);
  }
  const took = host.clock.now() - began;
  await line.recorded();
  if (line.refusal === null) line.mark(step, 'sent', `${total} pieces sent in ${grouped(took)} ms`, last);
  return line.refusal;
}

/** How many pieces are to be out `ms` after the first. */
function dueAt(perSecond: number, ms: number): number {
  if (perSecond === 0) return Number.POSITIVE_INFINITY;
  // A clock that counts in fractions must not leave the piece out whose moment it is.
  return Math.floor((ms * perSecond) / 1000 + 1e-6) + 1;
}

/** Rests until `at`; at least a turn of the clock, so that a stop gets through. */
async function pause(line: RunLine, at: number): Promise<void> {
  await line.turn();
  while (line.host.clock.now() < at && !line.isOver) await line.rest(at);
}
