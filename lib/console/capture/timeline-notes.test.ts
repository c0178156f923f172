import { expect, test } from 'vitest';
import { hiddenWords, pausedWords } from '../../session/mark-words.ts';
import type { TimingView } from '../../timing/timing-view.ts';
import { drawnSession } from './drawn-session.ts';
import { TimelineIndex } from './timeline-index.ts';
import { notesOf, troublesOf } from './timeline-notes.ts';

const session = drawnSession(`
open @0
> start @10
> nonsense @12
< audio 80 @100
mark ${pausedWords(300)} @700
mark ${hiddenWords(1200)} @2000
failure nobody @2100
`);
const index = new TimelineIndex();
index.catchUp(session, 100);
const { marks } = index.lanes;

test('findings stand at their first proof, marks and failures at their place, in the order of the log', () => {
  session.findings.catchUp(100);
  const notes = notesOf(session, marks);
  expect(notes.map(({ seq }) => seq)).toEqual(notes.map(({ seq }) => seq).sort((a, b) => a - b));
  const rules = session.findings.all().map(({ rule }) => rule);
  expect(rules.length).toBeGreaterThan(0);
  expect(
    notes
      .filter(({ severity, label }) => severity !== 'mark' && label !== 'failure')
      .map(({ label }) => label)
      .sort(),
  ).toEqual(rules.sort());
  expect(notes.slice(-3)).toMatchObject([
    { t: 700, severity: 'mark', words: pausedWords(300) },
    { t: 2000, severity: 'mark' },
    { t: 2100, severity: 'error', label: 'failure', words: expect.stringContaining('nobody') },
  ]);
});

test('times that were not as they should be: each gap with its blame, each pause once', () => {
  const blame = { kind: 'arrival', seq: 4, fromMs: 50, toMs: 100, by: 'upstream', says: 'It came late.' } as const;
  const timing = { blames: [blame, { ...blame, kind: 'starved', fromMs: 3000, toMs: 3100 }] } as unknown as TimingView;
  const absences = [
    { why: 'hidden' as const, from: 900, to: 1990 },
    { why: 'still' as const, from: 2500, to: 2600 },
  ];
  expect(
    troublesOf(session, marks, timing, absences).map(({ kind, fromMs, toMs, by }) => [kind, fromMs, toMs, by]),
  ).toEqual([
    ['gap', 50, 100, 'upstream'],
    ['held', 400, 700, null],
    // The absence of the page's own account is that of the mark.
    ['hidden', 800, 2000, null],
    ['still', 2500, 2600, null],
    ['starved', 3000, 3100, 'upstream'],
  ]);
});
