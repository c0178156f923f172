/** Every behaviour there is, by name. */
import type { Behaviour } from './behaviour.ts';
import { httpAnswers } from './http-answers.ts';
import { httpRefusals } from './http-refusals.ts';
import { openCloses } from './open-closes.ts';
import { openControl } from './open-control.ts';
import { openFragments, openFrames } from './open-frames.ts';
import { sessionFloods } from './session-floods.ts';
import { sessionOrders, sessionTexts } from './sessions.ts';

export const hostileBehaviours: ReadonlyMap<string, Behaviour> = new Map(
  [
    httpRefusals,
    httpAnswers,
    openControl,
    openCloses,
    openFrames,
    openFragments,
    sessionOrders,
    sessionFloods,
    sessionTexts,
  ]
    .flat()
    .map((behaviour) => [behaviour.name, behaviour]),
);
