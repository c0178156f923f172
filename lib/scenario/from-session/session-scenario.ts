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
import type { CloseEntry, Entry } from '../../session/entry.ts';
import { partitionPoint } from '../../session/partition-point.ts';
import { commentLine, textValue } from '../raw-text.ts';
import type { RequestAsk } from '../scenario.ts';
import { requestOfSession } from './request-of-session.ts';
import { closeStep, stepOfSend } from './step-of-frame.ts';

/** Waits last so long at least before they are given up. */
const leastWithinMs = 10_000;

/**
 * The text, an object with its head. `upstream`: id of the upstream the session was on, null to leave that to who runs it. Null for a
 * record without an attempt to connect.
 */
export function sessionScenario(
  record: SessionRecord,
  dialect: Dialect,
  { title, upstream }: { title: string; upstream: string | null },
): string | null {
  const script = readScript(record, dialect, title);
  if (script === null) return null;
  const { request, notes } = requestOfSession(script);
  const close = closeOf(record);
  const since = answersSince(record, dialect);
  const steps = script.steps.flatMap((step) => stepTexts(step, script, since));
  steps.push(...endTexts(script, close));
  const head = [
    `"title": ${JSON.stringify(title)}`,
    `"dialect": ${JSON.stringify(dialect.id)}`,
    ...(upstream === null ? [] : [`"upstream": ${JSON.stringify(upstream)}`]),
    `"request": ${requestText(request)}`,
  ];
  const body = steps.map((step) => `    ${step.replaceAll('\n', '\n    ')}`).join(',\n');
  const said = [...script.notes, ...notes].map(commentLine);
  const list = steps.length === 0 ? '"steps": []' : `"steps": [\n${body}\n  ]`;
  return `${[...said, ''].join('\n')}{\n  ${[...head, list].join(',\n  ')}\n}\n`;
}

/** How often an event was received between two frames of the client: the first `seq` excluded, the second too. */
type Since = { times(event: string, count: number): number };

function stepTexts(step: ScriptStep, { dialect }: SessionScript, since: Since): string[] {
  switch (step.do) {
    case 'send':
      return [stepOfSend(step, dialect)];
    case 'sleep':
      return [`{ "$wait": "${step.ms}ms" }`];
    case 'quiet':
      return [`{ "$until": { "audioIdle": "${step.ms}ms", "within": "${withinText(step.afterMs)}" } }`];
    case 'await': {
      const until = `{ "$until": { "event": ${JSON.stringify(step.event)}, "within": "${withinText(step.afterMs)}" } }`;
      return Array.from({ length: since.times(step.event, step.count) }, () => until);
    }
  }
}

/** Twice as long as it took, in seconds. */
function withinText(ms: number): string {
  return `${Math.ceil(Math.max(leastWithinMs, ms * 2) / 1000)}s`;
}

/** One `$until` is met by one event: where several came since the last frame, each has its own. */
function answersSince(record: SessionRecord, dialect: Dialect): Since {
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

function closeOf(record: SessionRecord): CloseEntry | null {
  for (let seq = record.length; seq > 0; seq--) {
    const entry: Entry = record.entry(seq);
    if (entry.kind === 'close') return entry;
  }
  return null;
}

function endTexts({ end }: SessionScript, close: CloseEntry | null): string[] {
  // Still open: whoever runs it decides when it is over.
  if (close === null) return [];
  if (end.how === 'close') return [closeStep(close)];
  if (end.how === 'theirs') return [`{ "$until": { "close": true, "within": "${withinText(end.afterMs)}" } }`];
  return [
    `${commentLine('The client left without a close frame; a step can only close with one.')}\n{ "$close": { "code": 1000 } }`,
  ];
}

function requestText({ path, options, switches }: RequestAsk): string {
  const fields = [
    ...(path === null ? [] : [`"path": ${JSON.stringify(path)}`]),
    ...Object.entries(options).map(([name, value]) => `${JSON.stringify(name)}: ${textValue(value)}`),
  ];
  const pairs = Object.entries(switches).map(([name, value]) => `${JSON.stringify(name)}: ${textValue(value)}`);
  if (pairs.length > 0) fields.push(`"switches": { ${pairs.join(', ')} }`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
