/** What the record of a session is as text for the editor: a scenario that has it again, a step that sends a frame, one that expects it; or a program. */
import { takeHome } from '../../codegen/take-home.ts';
import { expectationOf } from '../../scenario/from-session/expectation-of.ts';
import { sessionScenario } from '../../scenario/from-session/session-scenario.ts';
import { stepOfFrame } from '../../scenario/from-session/step-of-frame.ts';
import type { WantedCode, WantedText } from '../port.ts';
import type { CapturedSession } from './captured-session.ts';

/** Null for what cannot be said so: an entry that is no frame, a session that was never dialled. */
export function writtenSteps(session: CapturedSession | undefined, want: WantedText | WantedCode): string | null {
  if (session === undefined) return null;
  const { log, dialect, title } = session;
  if (want.of === 'session') return sessionScenario(log, dialect, { title, upstream: log.head.upstream });
  if (want.of === 'code') return JSON.stringify(takeHome(log, dialect, title, want.target));
  if (want.seq < 1 || want.seq > log.length) return null;
  if (want.of === 'expectation') return expectationOf(log, want.seq, dialect);
  return stepOfFrame(log.entry(want.seq), session.readings.reading(want.seq), dialect);
}
