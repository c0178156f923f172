/** `$wait`, `$at` and `$until`. */
import { getNodeValue, type Node } from 'jsonc-parser';
import { durationMs } from './duration.ts';
import { Misfit } from './misfit.ts';
import { namedValues } from './properties.ts';
import type { StepBody } from './step.ts';

const defaultWithinMs = 10_000;

export function readWait(node: Node): StepBody {
  return { kind: 'wait', ms: timeOf(node, 'like "200ms" or "1.5s"') };
}

export function readAt(node: Node): StepBody {
  return { kind: 'at', ms: timeOf(node, 'like "1234.5ms", counted from the first frame of the run') };
}

export function readUntil(node: Node): StepBody {
  const example = '{"event": "finish"}, {"audioIdle": "250ms"} or {"close": true}';
  const { event, audioIdle, close, within } = namedValues(node, ['event', 'audioIdle', 'close', 'within'], example);
  const withinMs = within === undefined ? defaultWithinMs : timeOf(within, 'like "10s"');
  if ([event, audioIdle, close].filter((each) => each !== undefined).length !== 1)
    throw new Misfit('bad_step', '"event", "audioIdle" or "close" is expected, one of them', node);
  if (event !== undefined) {
    if (event.type !== 'string' || event.value === '')
      throw new Misfit('bad_step', 'the name of an event is expected', event);
    return { kind: 'until', event: event.value as string, withinMs };
  }
  if (audioIdle !== undefined) return { kind: 'idle', audioIdleMs: timeOf(audioIdle, 'like "250ms"'), withinMs };
  if (close?.value !== true) throw new Misfit('bad_step', '"close" is written {"close": true}', close ?? node);
  return { kind: 'until-close', withinMs };
}

/** Milliseconds. `like` completes "a time is expected". */
export function timeOf(node: Node, like: string): number {
  const ms = durationMs(getNodeValue(node));
  if (ms === null) throw new Misfit('bad_step', `a time is expected, ${like}`, node);
  return ms;
}
