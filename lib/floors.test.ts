import { readdirSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { breach, debts, floors, roomOf, walls } from './floors.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const files = ['lib', 'components', 'app'].flatMap((folder) =>
  (readdirSync(`${root}/${folder}`, { recursive: true }) as string[])
    .map((name) => `${folder}/${name}`)
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && !/\/testing\//.test(name)),
);

const importPattern = /(?:from|import)\s*\(?\s*'((?:\.|@\/)[^']+)'/g;

/** Paths, from the root, of every file of the project that `text` imports. */
function importsOf(file: string, text: string): string[] {
  return [...text.matchAll(importPattern)].map(([, target = '']) =>
    target.startsWith('@/') ? target.slice(2) : posix.normalize(posix.join(dirname(file), target)),
  );
}

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');

describe('the floor plan', () => {
  test('is walked over real files', () => {
    expect(files.length).toBeGreaterThan(10);
  });

  test('every room of lib is on it', () => {
    const rooms = new Set(files.map(roomOf).filter((room) => room !== null));
    expect([...rooms].filter((room) => !floors.flat().includes(room))).toEqual([]);
  });

  test('no import goes up, or to the right', () => {
    const breaches: string[] = [];
    for (const file of files) {
      const from = roomOf(file);
      if (from === null) continue;
      for (const target of importsOf(file, readFileSync(`${root}/${file}`, 'utf8'))) {
        const to = roomOf(target);
        if (to === null || (!target.startsWith('lib/') && !['components', 'app'].includes(to))) continue;
        const why = breach(from, to);
        if (why !== null) breaches.push(`${file} imports ${target}: ${why}`);
      }
    }
    expect(breaches).toEqual([]);
  });

  test.each(walls.map((wall) => [wall.name, wall] as const))('%s stay behind their wall', (name, wall) => {
    const breaches = files.filter((file) => {
      if (wall.allowed.test(file) || debts.some((debt) => debt.file === file && debt.wall === name)) return false;
      return wall.pattern.test(withoutComments(readFileSync(`${root}/${file}`, 'utf8')));
    });
    expect(breaches).toEqual([]);
  });

  test('no dumping grounds, no file over 400 lines', () => {
    const bad = files.filter(
      (file) =>
        /(^|\/)(utils?|helpers?|common|types|constants|misc)(\.|\/)/.test(file) ||
        readFileSync(`${root}/${file}`, 'utf8').split('\n').length > 400,
    );
    expect(bad).toEqual([]);
  });

  test('the rule itself: down and left yes, up and right no', () => {
    expect(breach('lib/relay', 'lib/session')).toBeNull();
    expect(breach('lib/relay', 'lib/sandbox')).toBeNull();
    expect(breach('lib/sandbox', 'lib/relay')).toMatch('to the right');
    expect(breach('lib/session', 'lib/dialects')).toMatch('below');
  });
});
