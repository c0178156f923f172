/** Steps that send one thing: an event, a frame as it stands, a ping, a close. */
import { type Encoded, ValueProblem } from '../dialects/dialect.ts';
import { type Problem, placedDetail } from '../problem/problem.ts';
import { toEventValue } from './event-value.ts';
import { rawFrame } from './raw-frame.ts';
import type { OutFrame } from './run-host.ts';
import type { RunLine } from './run-line.ts';
import { grouped, type Step } from './step.ts';

/** Hands over what the step sends; the Problem says why that cannot be. Its words follow when it stands in the record. */
export function carryOut(line: RunLine, step: Step): Problem | null {
  const { host } = line;
  switch (step.kind) {
    case 'event': {
      const frame = eventFrame(line, step);
      if ('code' in frame) return line.fail(step, frame);
      const odd = host.dialect.validate(step.event)[0];
      return hand(line, step, frame, odd === undefined ? '' : `; not valid: ${placedDetail(odd)}`);
    }
    case 'raw': {
      const frame = rawFrame(step, host);
      return 'code' in frame ? line.fail(step, frame) : hand(line, step, frame);
    }
    case 'ping':
      return hand(line, step, { opcode: 'ping', bytes: step.bytes.slice(), holes: [] });
    case 'close':
      return close(line, step);
    case 'bad':
      return line.fail(step, step.problem);
    default:
      return null;
  }
}

function eventFrame(line: RunLine, step: Step): Encoded | Problem {
  const made = toEventValue(step, line.host);
  if (!made.ok) return made.problem;
  try {
    return line.host.dialect.encode(made.value);
  } catch (thrown) {
    if (!(thrown instanceof ValueProblem)) throw thrown;
    return { ...thrown.problem, at: { line: step.line, column: step.column, ...thrown.problem.at } };
  }
}

function hand(line: RunLine, step: Step, frame: OutFrame, note = ''): Problem | null {
  line.mark(step, 'sent', `sent${note}`);
  return line.send(step, frame, (seq, t) => line.mark(step, 'sent', `sent #${seq} at ${grouped(t)} ms${note}`, seq));
}

function close(line: RunLine, step: Step & { kind: 'close' }): Problem | null {
  const { host } = line;
  const why = host.log.ended() ?? host.close(step.code, step.reason);
  if (why !== null) return line.fail(step, { ...why, at: { line: step.line, column: step.column } });
  line.mark(step, 'sent', `close ${step.code} asked for`);
  return null;
}
