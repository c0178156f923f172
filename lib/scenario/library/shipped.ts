/** All scenarios that Wiretone brings, in the order of their groups. */
import { fishConnection } from './fish-connection.ts';
import { fishFirst } from './fish-first.ts';
import { fishFormats } from './fish-formats.ts';
import { fishRuleScenarios, fishRulesOfOthers } from './fish-rules.ts';
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
  ...fishspeechRuleScenarios,
];

export const shippedScenarios: readonly Shipped[] = shippedGroups.flatMap((group) =>
  all.filter((one) => one.group === group),
);

/** By dialect: rules that no client trips alone, each with the reason why nothing is shipped for it. */
export const rulesOfOthers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  fish: fishRulesOfOthers,
  fishspeech: fishspeechRulesOfOthers,
};
