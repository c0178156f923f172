/** The rules of fishspeech.live: the table, the machine of a session, and what is known of an event before it is sent. */
import { encodeUtf8 } from '../../../bytes/utf8.ts';
import { inspectJson } from '../../../json/inspect.ts';
import type { RuleSet } from '../../rule.ts';
import { clientEventFound } from './event-checks.ts';
import { speechRulePlaces } from './rule-places.ts';
import { speechRuleTexts } from './rule-texts.ts';
import { openSpeechMachine } from './speech-machine.ts';

export const speechRules: RuleSet = {
  rules: speechRuleTexts.map((rule) => ({
    ...rule,
    reference: `/reference/fishspeech#${speechRulePlaces[rule.id] ?? 'rules'}`,
  })),
  open: openSpeechMachine,
  ofEvent(event) {
    // In step notation the key is an object; on the wire it is a text.
    const text = JSON.stringify(event, (_, value) => (isKey(value) ? 'key' : value)) ?? 'null';
    return clientEventFound(inspectJson(encodeUtf8(text))).map(({ rule, severity, says, field }) => {
      return { rule, severity, says, field };
    });
  },
};

function isKey(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '$key' in value;
}
