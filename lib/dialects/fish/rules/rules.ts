/** The rules of Fish Audio's live TTS: the table, and the machine that takes a session through its parts. */
import { inspectMsgpack } from '../../../msgpack/inspect.ts';
import { peekEvent } from '../../../msgpack/peek.ts';
import type { Entry, FrameEntry } from '../../../session/entry.ts';
import type { Reading } from '../../dialect.ts';
import type { Reporter, RuleMachine, RuleSet } from '../../rule.ts';
import { fishEvents } from '../events.ts';
import { audioPart } from './audio.ts';
import { audioTexts } from './audio-texts.ts';
import { eventFindings } from './editor.ts';
import { framePart, frameTexts } from './frames.ts';
import { orderPart } from './order.ts';
import { orderFindings } from './order-ahead.ts';
import { orderTexts } from './order-texts.ts';
import { requestTexts } from './request-texts.ts';
import { fishRulePlaces } from './rule-places.ts';
import { advance, firstScene, type Seen } from './scene.ts';
import { smallestTier, socketFindings, socketText } from './sockets.ts';
import { startPart } from './start.ts';
import { Tally } from './tally.ts';
import { textPart } from './text.ts';
import { textTexts } from './text-texts.ts';
import { upgradePart, upgradeTexts } from './upgrade.ts';
import { valueOfTable } from './value.ts';

const rules = [...upgradeTexts, socketText, ...frameTexts, ...requestTexts, ...orderTexts, ...textTexts, ...audioTexts]
  .map((rule) => ({ ...rule, reference: `/reference/fish#${fishRulePlaces[rule.id] ?? 'rules'}` }))
  .sort((a, b) => (a.id < b.id ? -1 : 1));
const severities = new Map(rules.map((rule) => [rule.id, rule.severity]));

export const fishRules: RuleSet = {
  rules,
  sockets: { usual: smallestTier, findings: socketFindings },
  open: openFishRules,
  ofEvent: (event) => eventFindings(event, (rule) => severities.get(rule) ?? 'error'),
  ofOrder: orderFindings,
};

function openFishRules(reporter: Reporter): RuleMachine {
  const tally = new Tally(reporter);
  const scene = firstScene();
  const parts = [upgradePart, framePart, startPart, orderPart, textPart, audioPart].map((open) => open(tally));
  return {
    entry(entry, reading) {
      const seen = entry.kind === 'frame' ? see(entry, reading) : null;
      if (seen === null) {
        if (entry.kind === 'handshake') scene.open = entry.status === 101;
        for (const part of parts) part.other?.(entry, scene);
        return;
      }
      for (const part of parts) part.frame?.(seen, scene);
      advance(scene, seen);
      if (!seen.sent || seen.event !== 'start' || scene.asked === null) return;
      for (const part of parts) part.asked?.(scene.asked, seen, scene);
    },
    time(t) {
      for (const part of parts) part.time?.(t, scene);
    },
    end(knowsEnd) {
      for (const part of parts) part.end?.(scene, knowsEnd);
    },
  };
}

/** A data frame with what the rules need of it; null for pings and pongs. */
function see(entry: Entry & FrameEntry, reading: Reading | null): Seen | null {
  const { opcode, bytes, seq, t } = entry;
  if (reading === null || opcode === 'ping' || opcode === 'pong') return null;
  const sent = entry.dir === 'sent';
  const peek = opcode === 'binary' ? peekEvent(bytes) : null;
  const known = reading.event === 'unreadable' || peek === null ? undefined : fishEvents.get(reading.event);
  const mine = known !== undefined && (known.from === 'client') === sent;
  const event = mine ? reading.event : null;
  // Of these there may be very many, and no rule looks below their top level.
  const flat = event === null || event === 'audio' || event === 'log';
  const value = flat ? null : valueOfTable(inspectMsgpack(bytes));
  return { seq, t, sent, opcode, bytes, reading, peek, value, event };
}
