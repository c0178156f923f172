/** Reports stay what they are, whatever texts are in them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isHidden } from '../../bytes/visible.ts';
import { problem } from '../../problem/problem.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import { prettyReport } from './pretty.ts';
import type { Report, ScenarioReport, StepReport } from './scenario-report.ts';

const step = (text: string, more: Partial<StepReport> = {}): StepReport => {
  return { step: 1, line: 3, column: 5, depth: 0, name: text, state: 'sent', words: text, ...more };
};
const one = (text: string, more: Partial<ScenarioReport> = {}): ScenarioReport => ({
  file: text,
  title: text,
  upstream: 'sandbox-fish',
  dialect: 'fish',
  outcome: 'expectation-failed',
  means: 'an expectation was not met',
  problem: problem('expectation_failed', text),
  steps: [
    step(text),
    step(text, { step: 2, state: 'failed', miss: { expected: text, got: text, seq: 4, field: text } }),
  ],
  ms: 1234.5,
  sessions: [
    {
      id: '0'.repeat(32),
      entries: 4,
      sent: { frames: 1, bytes: 12 },
      received: { frames: 2, bytes: 4321 },
      soundSeconds: 1.5,
      end: text,
      findings: [{ rule: 'A21', severity: 'error', says: text, seq: 3 }],
    },
  ],
  recordings: [],
  ...more,
});
const report = (...files: ScenarioReport[]): Report => ({ files, outcome: 'expectation-failed', code: 1 });

/** Throws unless it is well-formed XML 1.0, as far as these reports use it. Answers names of elements with their attributes. */
function readXml(xml: string): { name: string; attributes: Record<string, string> }[] {
  const bad = [...xml].find((c) => {
    const code = c.codePointAt(0) as number;
    return (code < 0x20 && c !== '\n') || (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff;
  });
  if (bad !== undefined) throw new Error(`U+${bad.codePointAt(0)?.toString(16)} in XML`);
  const open: string[] = [];
  const found: ReturnType<typeof readXml> = [];
  const tokens =
    /<\?xml[^<>]*\?>|<(\/?)([a-z-]+)((?:\s+[a-z]+="[^"<>&]*(?:&#\d+;[^"<>&]*)*")*)\s*(\/?)>|([^<>&]|&#\d+;)+/gy;
  while (tokens.lastIndex < xml.length) {
    const at = tokens.lastIndex;
    const match = tokens.exec(xml);
    if (match === null) throw new Error(`not XML at ${at}: ${xml.slice(at, at + 80)}`);
    const [, slash, name, attributes = '', empty] = match;
    if (name === undefined) continue;
    if (slash === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes another element`);
      continue;
    }
    const pairs = [...attributes.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, key, value = '']) => {
      return [key, value.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))];
    });
    found.push({ name, attributes: Object.fromEntries(pairs) });
    if (empty !== '/') open.push(name);
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> is not closed`);
  return found;
}

/** Characters but line breaks that cannot be seen, or that a terminal acts on. */
const hiddenIn = (text: string) => [...text].filter((c) => c !== '\n' && isHidden(c.codePointAt(0) as number));

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom('</failure><x a="', ']]>', '&amp;', '\u0000\u001b[31m', '\ud800', '\u2028\u202e', '"\'<>&\n'),
);

test('junit is well-formed XML for 300 hostile texts, with its cases and failures counted', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const found = readXml(junitReport(report(one(text))));
      const suite = found.find(({ name }) => name === 'testsuite');
      expect(suite?.attributes).toMatchObject({ tests: '2', failures: '1', skipped: '0', time: '1.234' });
      expect(found.filter(({ name }) => name === 'testcase')).toHaveLength(2);
      expect(found.find(({ name }) => name === 'failure')?.attributes.type).toBe('expectation-failed');
    }),
    { numRuns: 300 },
  );
});

test('json gives every text back, and nothing that a terminal acts on', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const given = report(one(text));
      const json = jsonReport(given);
      expect(JSON.parse(json)).toEqual(given);
      expect(hiddenIn(json)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('pretty keeps every text on its line, without anything that cannot be seen', () => {
  const lines = prettyReport(report(one('plain'))).split('\n').length;
  fc.assert(
    fc.property(hostile, (text) => {
      const out = prettyReport(report(one(text)));
      expect(out.split('\n')).toHaveLength(lines);
      expect(hiddenIn(out)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('what kept the steps from beginning is a failed case of its own', () => {
  const why = problem('bad_jsonc', 'a comma is expected here', { line: 7, column: 2 });
  const skipped = [step('start', { state: 'skipped', words: '' })];
  const given = report(one('a.jsonc', { outcome: 'bad-file', problem: why, steps: skipped, sessions: [] }));
  const found = readXml(junitReport(given));
  expect(found.filter(({ name }) => name === 'testcase').map(({ attributes }) => attributes.name)).toEqual([
    'run',
    '1. start (line 3)',
  ]);
  expect(found.find(({ name }) => name === 'failure')?.attributes).toEqual({
    type: 'bad-file',
    message: 'The text is not valid JSON: a comma is expected here',
  });
  expect(prettyReport(given)).toContain('bad_jsonc at line 7, column 2: a comma is expected here');
});

test('a passed scenario has no failure', () => {
  const passed = one('fine', { outcome: 'passed', problem: null, steps: [step('start')] });
  const found = readXml(junitReport({ files: [passed], outcome: 'passed', code: 0 }));
  expect(found.map(({ name }) => name)).toEqual(['testsuites', 'testsuite', 'testcase', 'system-out']);
  expect(found[0]?.attributes).toMatchObject({ tests: '1', failures: '0' });
});

test('of several sockets each finding names its own', () => {
  const [session] = one('a').sessions;
  const found = (sessions: ScenarioReport['sessions']) =>
    junitReport(report(one('a', { sessions }))).match(/socket \d of \d|A\d+ error/g);
  if (session === undefined) throw new Error('no session');
  const told = { ...session, findings: [{ rule: 'A20', severity: 'error' as const, says: 'x', seq: 1 }] };
  expect(found([told, told])).toEqual(['socket 1 of 2', 'A20 error', 'socket 2 of 2', 'A20 error']);
  expect(found([told])).toEqual(['A20 error']);
});
