/** What the record of a session is as text for the editor: a scenario that has it again, a step that sends a frame, one that expects it; or a program. */
import { takeHome } from '../../codegen/take-home.ts';
import { expectationOf } from '../../scenario/from-session/expectation-of.ts';
import { sessionScenario } from '../../scenario/from-session/session-scenario.ts';
import { stepOfFrame } from '../../scenario/from-session/step-of-frame.ts';
import type { WantedCode, WantedText } from '../port.ts';
import type { CapturedSession } from './captured-session.ts';

/** Null for what cannot be said so: an entry that is no frame, a session that was never dialled, one that cannot be read back. */
export function writtenSteps(session: CapturedSession | undefined, want: WantedText | WantedCode): string | null {
  const text = session === undefined ? null : written(session, want);
  return session?.log.unread === 0 ? text : null;
}

function written({ log, dialect, readings, title }: CapturedSession, want: WantedText | WantedCode): string | null {
  if (want.of === 'session') return sessionScenario(log, dialect, { title, upstream: log.head.upstream });
  if (want.of === 'code') return JSON.stringify(takeHome(log, dialect, title, want.target));
  if (want.seq < 1 || want.seq > log.length) return null;
  if (want.of === 'expectation') return expectationOf(log, want.seq, dialect);
  return stepOfFrame(log.entry(want.seq), readings.reading(want.seq), dialect);
}
