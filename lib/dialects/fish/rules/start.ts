/** The rules about one `start`, over a session. */
import { startNotes } from './request.ts';
import { modelInForce, type Part, proofOf } from './scene.ts';
import type { Tally } from './tally.ts';

export function startPart(tally: Tally): Part {
  return {
    asked(_asked, seen, scene) {
      for (const { rule, says, value, severity } of startNotes(seen.value ?? nothing, modelInForce(scene))) {
        const met = { rule, says, proofs: [proofOf(seen, value)], subject: value.path };
        tally.met(severity === undefined ? met : { ...met, severity });
      }
    },
  };
}

const nothing = { path: '', is: 'other' } as const;
