/** Every lesson of the track is completed by its solution and by none of its wrong ways, and what it points at is there. */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { frameHasher } from '../../bytes/frame-hash.ts';
import { dialects } from '../../dialects/registry.ts';
import type { Lesson, LessonScript } from '../../lessons/lesson.ts';
import { example } from '../../lessons/testing/example-lesson.ts';
import { track } from '../../lessons/track.ts';
import { ruleTable } from '../../lint/open-lint.ts';
import { parseScenario } from '../../scenario/parse-scenario.ts';
import { blocksRun } from '../../scenario/parse-steps.ts';
import { type LessonEnd, runLesson } from './testing/lesson-run.ts';

beforeAll(() => frameHasher());

const folder = new URL('../../lessons/track/', import.meta.url);
const patience = 60_000;

/** A lesson of the guide first: it is as good as any. */
describe.each([example, ...track].map((lesson) => [lesson.id, lesson] as const))('%s', (_, lesson) => {
  const ids = lesson.steps.map(({ id }) => id);

  test('is whole', () => {
    expect(ids.length).toBeGreaterThanOrEqual(2);
    expect(new Set(ids).size).toBe(ids.length);
    expect(lesson.wrong.length).toBeGreaterThanOrEqual(3);
    expect(lesson.about).toMatch(/^[^.]+\.$/);
    for (const step of lesson.steps) {
      expect(step.hints.length, step.id).toBeGreaterThan(0);
      expect(step.tells.length, step.id).toBeGreaterThan(0);
    }
    for (const { stopsAt } of lesson.wrong) expect(ids).toContain(stopsAt);
    for (const text of textsOf(lesson)) expect(parseScenario(text, {}).problems.filter(blocksRun), text).toEqual([]);
    for (const rule of lesson.meant ?? []) expect(rules).toContain(rule);
  });

  test('its solution completes it', { timeout: patience }, async () => {
    const end = await runLesson(lesson, lesson.solution);
    expect(shown(end), JSON.stringify(end)).toEqual(ids.map((id) => `${id} done`));
    for (const [at, { saw }] of end.view.steps.entries()) {
      const length = end.lengths.get(saw?.session ?? '') ?? 0;
      expect(saw?.says, ids[at]).toMatch(/\.$/);
      for (const seq of [...(saw?.seqs ?? []), ...named(saw?.says ?? '')]) expect(seq).toSatisfy(within(1, length));
    }
  });

  test('the text it begins with does not', { timeout: patience }, async () => {
    expect((await runLesson(lesson, [{ text: lesson.start.text }])).view.isDone).toBe(false);
  });

  test.each(lesson.wrong.map((one) => [one.why, one] as const))(
    'not so: %s',
    { timeout: patience },
    async (_why, one) => {
      const end = await runLesson(lesson, one.script);
      const at = ids.indexOf(one.stopsAt);
      expect(shown(end), JSON.stringify(end)).toEqual(
        ids.map((id, i) => `${id} ${i < at ? 'done' : i === at ? 'now' : 'ahead'}`),
      );
    },
  );
});

test('the guide shows the lesson that is run here', () => {
  const read = (name: string) => readFileSync(new URL(`../../lessons/${name}`, import.meta.url), 'utf8');
  const [, shown] = /<!-- test: example -->\n```ts\n(.*?)```\n/s.exec(read('adding-a-lesson.md')) ?? [];
  expect(shown).toBe(read('testing/example-lesson.ts'));
});

test('the room looks by itself when something came', async () => {
  const end = await runLesson(example, example.solution, { asks: false });
  expect(shown(end)).toEqual(['text done', 'flush done']);
});

test('every file of the track is in it, once', async () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const all = await Promise.all(files.map((name) => import(new URL(name, folder).href)));
  const lessons = all.flatMap((module) => Object.values(module).filter(isLesson));
  expect(lessons.map(({ id }) => id).sort()).toEqual(track.map(({ id }) => id).sort());
  expect(files.map((name) => name.replace('.ts', '')).sort()).toEqual(track.map(({ id }) => id).sort());
  expect(new Set(track.map(({ id }) => id)).size).toBe(track.length);
});

const rules = dialects.flatMap((dialect) => ruleTable(dialect).map(({ id }) => id));

const isLesson = (value: unknown): value is Lesson =>
  typeof value === 'object' && value !== null && 'solution' in value;
const shown = ({ view }: LessonEnd) => view.steps.map(({ id, state }) => `${id} ${state}`);
const named = (says: string) => [...says.matchAll(/#(\d+)/g)].map((found) => Number(found[1]));
const within = (least: number, most: number) => (value: number) => value >= least && value <= most;

function textsOf({ start, steps, solution, wrong }: Lesson): string[] {
  const scripts: LessonScript[] = [solution, ...wrong.map(({ script }) => script)];
  return [
    start.text,
    ...steps.flatMap(({ hints }) => hints.flatMap(({ text }) => text ?? [])),
    ...scripts.flat().map((part) => ('tap' in part ? part.tap : part.text)),
  ];
}
