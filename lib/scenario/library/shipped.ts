/** All scenarios that Wiretone brings, in the order of their groups. */
import { fishConnection } from './fish-connection.ts';
import { fishFirst } from './fish-first.ts';
import { fishFormats } from './fish-formats.ts';
import { fishRuleScenarios, fishRulesOfOthers } from './fish-rules.ts';
import { fishServerRuleScenarios } from './fish-server-rules.ts';
import { fishSoundRuleScenarios, soundRulesOfOthers } from './fish-sound-rules.ts';
import { fishTexts } from './fish-texts.ts';
import { fishspeechSessions } from './fishspeech.ts';
import { fishspeechRuleScenarios, fishspeechRulesOfOthers } from './fishspeech-rules.ts';
import type { Shipped, ShippedGroup } from './shipped-scenario.ts';

export const shippedGroups: readonly ShippedGroup[] = [
  'First steps',
  'Formats',
  'Texts',
  'Connection',
  'What servers do',
  'Rules',
];

const all: readonly Shipped[] = [
  ...fishFirst,
  ...fishFormats,
  ...fishTexts,
  ...fishConnection,
  ...fishspeechSessions,
  ...fishRuleScenarios,
  ...fishServerRuleScenarios,
  ...fishSoundRuleScenarios,
  ...fishspeechRuleScenarios,
];

export const shippedScenarios: readonly Shipped[] = shippedGroups.flatMap((group) =>
  all.filter((one) => one.group === group),
);

/** By dialect: rules that nothing is shipped for, each with the reason. `shared`: those about the sound and its times. */
export const rulesOfOthers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  fish: fishRulesOfOthers,
  fishspeech: fishspeechRulesOfOthers,
  shared: soundRulesOfOthers,
};
