/**
 * A session's record as a scenario that sends the recorded client frames once more, byte for byte. `time`: each at its recorded
 * moment, counted from the first frame, so that late timers do not add up; its close not before the end that the client had waited
 * for, which comes no sooner when all else goes faster. `events`: each once what the client waited for has come
 * (`from-session/session-scenario.ts` has the rule). Masked places become `{"$key": true}`: another key of another length is other bytes.
 */
import { readScript, type SessionRecord } from '../../codegen/read-script.ts';
import { type SessionScript, sendsOf } from '../../codegen/script.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { longestMs } from '../duration.ts';
import { requestOfSession } from '../from-session/request-of-session.ts';
import { closeOf, endTexts, scenarioText } from '../from-session/scenario-text.ts';
import { answersSince, sessionScenario, untilTexts } from '../from-session/session-scenario.ts';
import { stepOfSend } from '../from-session/step-of-frame.ts';

export const replayPaces = ['time', 'events'] as const;
export type ReplayPace = (typeof replayPaces)[number];

export type ReplayAsk = {
  title: string;
  /** Id of the upstream to name; null to leave that to who runs it. */
  upstream: string | null;
  pace: ReplayPace;
  /** So many times as fast, above 0: recorded times (`time`), or the client's own pauses (`events`), are so much shorter. */
  speed: number;
};

/** The text. Null for a record without an attempt to connect. */
export function replayText(record: SessionRecord, dialect: Dialect, ask: ReplayAsk): string | null {
  const { title, upstream, pace } = ask;
  const speed = playable(ask.speed);
  const said = [headWords(pace, speed)];
  if (pace === 'events') return sessionScenario(record, dialect, { title, upstream, speed, said });
  const script = readScript(record, dialect, title);
  if (script === null) return null;
  const { request, notes } = requestOfSession(script);
  const steps = timedSteps(script, record, speed);
  return scenarioText({ title, dialect, upstream, request, notes: [...said, ...script.notes, ...notes], steps });
}

function timedSteps(script: SessionScript, record: SessionRecord, speed: number): string[] {
  const sends = sendsOf(script);
  const close = closeOf(record);
  const zeroMs = sends[0] === undefined ? openedAt(record) : record.entry(sends[0].seq).t;
  const steps: string[] = [];
  let last = atText(0);
  const at = (t: number) => {
    const text = atText(Math.min(longestMs, Math.max(0, (t - zeroMs) / speed)));
    if (text !== last) steps.push(`{ "$at": "${text}" }`);
    last = text;
  };
  for (const send of sends) {
    at(record.entry(send.seq).t);
    steps.push(stepOfSend(send, script.dialect));
  }
  if (close !== null && script.end.how !== 'theirs') {
    for (const step of script.steps.slice(script.steps.findLastIndex((each) => each.do === 'send') + 1))
      if (step.do === 'await')
        for (const text of untilTexts(step, answersSince(record, script.dialect))) steps.push(text);
    at(close.t);
  }
  steps.push(...endTexts(script, close));
  return steps;
}

/** Tenths of a millisecond: finer than any timer. */
function atText(ms: number): string {
  return `${Math.round(ms * 10) / 10}ms`;
}

function openedAt(record: SessionRecord): number {
  for (let seq = 1; seq <= record.length; seq++) {
    const entry = record.entry(seq);
    if (entry.kind === 'handshake') return entry.t;
  }
  return 0;
}

function headWords(pace: ReplayPace, speed: number): string {
  const fast = speed === 1 ? '' : `, ${speed} times as fast`;
  return pace === 'time'
    ? `A recording sent again: each frame at its recorded time${fast}.`
    : `A recording sent again: each frame once what the client waited for has come; its own pauses as recorded${fast}.`;
}

function playable(speed: number): number {
  return Number.isFinite(speed) && speed > 0 ? speed : 1;
}
