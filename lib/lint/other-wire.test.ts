/** Frames that only the server's wire carried change nothing of what is said about a session: its client neither sent nor got them. */
import { expect, test } from 'vitest';
import { readScript } from '../codegen/read-script.ts';
import { fish } from '../dialects/fish/fish.ts';
import { diffSessions } from '../diff/diff-sessions.ts';
import { sideOfEntries } from '../diff/testing/drawn-side.ts';
import { usualTolerance } from '../diff/tolerance.ts';
import type { Entry } from '../session/entry.ts';
import { openTiming } from '../timing/session-timing.ts';
import { stepsOf } from './corpus/draw.ts';
import { openLint } from './open-lint.ts';

const spoken =
  '> start\n> text "Hello there, how are you? "\n> flush\n< audio mp3 800\n< audio mp3 800\n> stop\n< finish\nclose peer 1000';

function drawn(lines: string): Entry[] {
  return stepsOf(lines).flatMap(({ t, body }, i) => (body === null ? [] : [{ seq: i + 1, t, ...body } as Entry]));
}

/** After each frame of the client one of the same kind that it never saw. */
function withOthers(entries: readonly Entry[]): Entry[] {
  const all = entries.flatMap((entry): Entry[] =>
    entry.kind === 'frame'
      ? [entry, { ...entry, leg: 'upstream', passed: entry.dir === 'sent' ? 'injected' : 'dropped' }]
      : [entry],
  );
  return all.map((entry, i) => ({ ...entry, seq: i + 1 }));
}

function said(entries: readonly Entry[]) {
  const [lint, timing, reader] = [openLint(fish), openTiming(fish), fish.openReader()];
  for (const entry of entries) {
    const isClients = entry.kind === 'frame' && entry.leg === undefined;
    // Whoever forgets to leave them out reads them as they are.
    const other = entry.kind === 'frame' && !isClients ? fish.openReader().read(entry) : null;
    const reading = entry.kind === 'frame' && isClients ? reader.read(entry) : other;
    lint.take(entry, reading, reader.audioAsk());
    timing.take(entry, reading);
  }
  lint.end();
  timing.end();
  const { figures, turns } = timing.view();
  return {
    rules: lint.findings().map(({ rule }) => rule),
    figures: figures.map(({ id, value }) => ({ id, value })),
    turns: turns.map(({ frames, t0Ms, endMs }) => ({ frames, t0Ms, endMs })),
    script: readScript({ length: entries.length, entry: (seq) => entries[seq - 1] as Entry }, fish, 'x')?.steps.length,
  };
}

test.each([['a talk'], ['a talk with mistakes']])('%s', async (name) => {
  const lines = name === 'a talk' ? spoken : spoken.replace('> start\n', '');
  const plain = drawn(lines);
  const both = withOthers(plain);
  expect(both.length).toBeGreaterThan(plain.length + 5);
  expect(said(both)).toEqual(said(plain));
  if (name !== 'a talk') expect(said(plain).rules.length).toBeGreaterThan(0);
  expect(said(plain).turns.length).toBe(1);
});

test('two such sessions are the same, side by side', async () => {
  const plain = drawn(spoken);
  const diff = await diffSessions(sideOfEntries(plain), sideOfEntries(withOthers(plain)), {
    tolerance: usualTolerance,
  });
  expect(diff.pairs.filter(({ lane }) => lane !== 'connection').map(({ kind }) => kind)).toEqual(
    Array.from({ length: diff.pairs.filter(({ lane }) => lane !== 'connection').length }, () => 'same'),
  );
  expect(diff.pairs.length).toBeGreaterThan(4);
});
