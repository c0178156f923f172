/** The parts of a scenario's text that every scenario made of a session has: its head, and how it ends. */
import type { SessionRecord } from '../../codegen/read-script.ts';
import type { SessionScript } from '../../codegen/script.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import type { CloseEntry, Entry } from '../../session/entry.ts';
import { commentLine, textValue } from '../raw-text.ts';
import type { RequestAsk } from '../scenario.ts';
import { closeStep } from './step-of-frame.ts';

/** Waits last so long at least before they are given up. */
const leastWithinMs = 10_000;

export type ScenarioParts = {
  title: string;
  dialect: Dialect;
  upstream: string | null;
  request: RequestAsk;
  /** Sentences for the comment above it. */
  notes: readonly string[];
  /** One text for each step; comments may stand in front. */
  steps: readonly string[];
};

export function scenarioText({ title, dialect, upstream, request, notes, steps }: ScenarioParts): string {
  const head = [
    `"title": ${JSON.stringify(title)}`,
    `"dialect": ${JSON.stringify(dialect.id)}`,
    ...(upstream === null ? [] : [`"upstream": ${JSON.stringify(upstream)}`]),
    `"request": ${requestText(request)}`,
  ];
  const body = steps.map((step) => `    ${step.replaceAll('\n', '\n    ')}`).join(',\n');
  const list = steps.length === 0 ? '"steps": []' : `"steps": [\n${body}\n  ]`;
  return `${[...notes.map(commentLine), ''].join('\n')}{\n  ${[...head, list].join(',\n  ')}\n}\n`;
}

/** Twice as long as it took, in seconds. */
export function withinText(ms: number): string {
  return `${Math.ceil(Math.max(leastWithinMs, ms * 2) / 1000)}s`;
}

/** The last close of a record; null for none. */
export function closeOf(record: SessionRecord): (Entry & CloseEntry) | null {
  for (let seq = record.length; seq > 0; seq--) {
    const entry = record.entry(seq);
    if (entry.kind === 'close') return entry;
  }
  return null;
}

/** How the client ended it, as steps. */
export function endTexts({ end }: SessionScript, close: CloseEntry | null): string[] {
  // Still open: whoever runs it decides when it is over.
  if (close === null) return [];
  if (end.how === 'close') return [closeStep(close)];
  if (end.how === 'theirs') return [`{ "$until": { "close": true, "within": "${withinText(end.afterMs)}" } }`];
  return [
    `${commentLine('The client left without a close frame; a step can only close with one.')}\n{ "$close": { "code": 1000 } }`,
  ];
}

function requestText({ path, options, switches, faults }: RequestAsk): string {
  const fields = [
    ...(path === null ? [] : [`"path": ${JSON.stringify(path)}`]),
    ...Object.entries(options).map(([name, value]) => `${JSON.stringify(name)}: ${textValue(value)}`),
  ];
  const pairs = Object.entries(switches).map(([name, value]) => `${JSON.stringify(name)}: ${textValue(value)}`);
  if (pairs.length > 0) fields.push(`"switches": { ${pairs.join(', ')} }`);
  if (faults !== undefined) fields.push(`"faults": ${textValue(faults)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
