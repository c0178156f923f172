/**
 * A session's record as a scenario that has it again: the client's frames in order, and what it waited for between them.
 *
 * What a client waited for is not in a record; this is the rule (`lib/codegen/pauses.ts`). An end that the server told (`finish`,
 * `done`) with no sound after it was waited for: `$until` with its event, as many times as it came since the frame before; a pause of
 * more than 150 ms after it is the client's own, a `$wait`. A frame that follows another answer (no audio, no remark) within 150 ms
 * waited for that answer. One that follows audio after a rest of 100 ms or more, clearly longer than the rests within it, waited for
 * the rest: `$until` with `audioIdle`. Any other pause of 5 ms or more is a `$wait`. The wait before the first frame is left out,
 * unless it was for an answer.
 */
import { readScript, type SessionRecord } from '../../codegen/read-script.ts';
import type { ScriptStep, SessionScript } from '../../codegen/script.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { partitionPoint } from '../../session/partition-point.ts';
import { requestOfSession } from './request-of-session.ts';
import { closeOf, endTexts, scenarioText, withinText } from './scenario-text.ts';
import { stepOfSend } from './step-of-frame.ts';

/** `upstream`: id of the one to name, null to leave that to who runs it. */
export type SessionScenarioAsk = {
  title: string;
  upstream: string | null;
  /** So many times as fast: the client's own pauses are so much shorter. 1 when left out. */
  speed?: number;
  /** Sentences for the comment above it. */
  said?: readonly string[];
};

/** The text, an object with its head. Null for a record without an attempt to connect. */
export function sessionScenario(
  record: SessionRecord,
  dialect: Dialect,
  { title, upstream, speed = 1, said = [] }: SessionScenarioAsk,
): string | null {
  const script = readScript(record, dialect, title);
  if (script === null) return null;
  const { request, notes } = requestOfSession(script);
  const since = answersSince(record, dialect);
  const steps = script.steps.flatMap((step) => stepTexts(step, script, since, speed));
  steps.push(...endTexts(script, closeOf(record)));
  return scenarioText({ title, dialect, upstream, request, notes: [...said, ...script.notes, ...notes], steps });
}

/** What is waited for, as steps: an answer that came several times is waited for as often. */
export function untilTexts({ event, count, afterMs }: ScriptStep & { do: 'await' }, since: Since): string[] {
  const until = `{ "$until": { "event": ${JSON.stringify(event)}, "within": "${withinText(afterMs)}" } }`;
  return Array.from({ length: since.times(event, count) }, () => until);
}

/** How often an event was received between two frames of the client: the first `seq` excluded, the second too. */
export type Since = { times(event: string, count: number): number };

function stepTexts(step: ScriptStep, { dialect }: SessionScript, since: Since, speed: number): string[] {
  switch (step.do) {
    case 'send':
      return [stepOfSend(step, dialect)];
    case 'sleep':
      return [`{ "$wait": "${Math.round(step.ms / speed)}ms" }`];
    case 'quiet':
      return [`{ "$until": { "audioIdle": "${step.ms}ms", "within": "${withinText(step.afterMs)}" } }`];
    case 'await':
      return untilTexts(step, since);
  }
}

/** One `$until` is met by one event: where several came since the last frame, each has its own. */
export function answersSince(record: SessionRecord, dialect: Dialect): Since {
  const reader = dialect.openReader();
  const received = new Map<string, number[]>();
  const sent: number[] = [];
  for (let seq = 1; seq <= record.length; seq++) {
    const entry = record.entry(seq);
    if (entry.kind !== 'frame' || entry.leg === 'upstream') continue;
    const { event } = reader.read(entry);
    if (entry.dir === 'sent') {
      if (entry.opcode !== 'pong') sent.push(seq);
      continue;
    }
    const seqs = received.get(event);
    if (seqs === undefined) received.set(event, [seq]);
    else seqs.push(seq);
  }
  return {
    times(event, count) {
      const seqs = received.get(event) ?? [];
      const last = seqs[count - 1] ?? 0;
      const before = sent[partitionPoint(sent.length, (i) => (sent[i] as number) < last) - 1] ?? 0;
      return Math.max(1, count - partitionPoint(seqs.length, (i) => (seqs[i] as number) <= before));
    },
  };
}
