/** The stages of a plan: what a line runs. */
import { seededRandom } from '../bytes/seeded-random.ts';
import { dialectOf } from '../dialects/registry.ts';
import { fishTongue } from './fish/fish-tongue.ts';
import { fishspeechTongue } from './fishspeech/fishspeech-tongue.ts';
import type { FaultPlan } from './plan.ts';
import type { OpenStage } from './stage.ts';
import { audioStages } from './stages/audio.ts';
import { endStages } from './stages/ends.ts';
import { frameStages } from './stages/frames.ts';
import { type MakeFault, openFault } from './stages/kit.ts';
import { timeStages } from './stages/times.ts';
import type { Tongue } from './tongue.ts';

const stages: ReadonlyMap<string, MakeFault> = new Map(
  [timeStages, frameStages, audioStages, endStages].flatMap((group) => Object.entries(group)),
);
const tongues: readonly Tongue[] = [fishTongue, fishspeechTongue];

/**
 * One stage for each fault of frames that the dialect knows; what comes from the server meets them in the order written. `seed`: the
 * host's own, used where the plan names none. The same plan, seed and frames give the same bytes.
 */
export function faultStages(plan: FaultPlan, dialectId: string, seed = '1'): OpenStage[] {
  const tongue = tongues.find(({ dialect }) => dialect === dialectId);
  const dialect = dialectOf(dialectId);
  if (tongue === undefined || dialect === undefined) return [];
  const all = plan.faults.flatMap((ask, index): OpenStage[] => {
    const make = stages.get(ask.fault.name);
    if (make === undefined || !ask.fault.dialects.includes(dialectId)) return [];
    return [
      (port) => openFault(port, tongue, dialect.openReader(), ask, seededRandom(`${plan.seed ?? seed} ${index}`), make),
    ];
  });
  // A line lets the server's frames meet its last stage first.
  return all.reverse();
}
