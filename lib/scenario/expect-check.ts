import type { Evidence } from './evidence.ts';
import { missOfEvent, missOfFrame, missOfOrder } from './expect-frames.ts';
import { missOfClose, missOfFigure, missOfFindings, missOfTurns } from './expect-session.ts';
import { missOfAudio, missOfLikeness } from './expect-sound.ts';
import type { Expectation, Miss } from './expectation.ts';

/**
 * Holds one expectation against the session so far, as its readings stand: null when it holds, else what was expected, what is
 * there, and where. Call after `evidence.settled()`. `files`: those chosen beside the scenario, by name.
 */
export async function checkExpectation(
  expectation: Expectation,
  evidence: Evidence,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<Miss | null> {
  switch (expectation.what) {
    case 'order':
      return missOfOrder(expectation, evidence);
    case 'event':
      return missOfEvent(expectation.test, evidence);
    case 'findings':
      return missOfFindings(expectation, evidence);
    case 'turns':
      return missOfTurns(expectation, evidence);
    case 'figure':
      return missOfFigure(expectation, evidence);
    case 'audio':
      return missOfAudio(expectation, evidence);
    case 'sounds-like':
      return missOfLikeness(expectation, evidence, files);
    case 'close':
      return missOfClose(expectation, evidence);
    case 'frame':
      return missOfFrame(expectation, evidence);
  }
}
