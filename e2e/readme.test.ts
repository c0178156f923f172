/** The README holds what is true: its links lead somewhere, its commands exist. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dialects } from '@/lib/dialects/registry.ts';
import { declareUpstream } from '@/lib/relay/upstream.ts';
import { readSettings } from '@/lib/server/settings.ts';
import { readmeBlock } from './tools/readme.ts';

const root = new URL('../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, root), 'utf8');
const readme = read('README.md');

test('every link and named file is there', () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, target = '']) => target);
  expect(links.length).toBeGreaterThan(1);
  expect(links.filter((target) => !existsSync(new URL(target, root)))).toEqual([]);
});

test('every npm command it names is a script', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = [...readme.matchAll(/npm (?:run )?(start|test|dev|build)\b/g)].map(([, script = '']) => script);
  expect(new Set(named)).toEqual(new Set(['start', 'test', 'dev']));
  // The browser tests start and build by these files.
  expect(scripts.start).toMatch(/ lib\/cli\/start\.ts$/);
  expect(scripts.build).toMatch(/ lib\/cli\/build\.ts$/);
  expect(scripts.test).toMatch(/ e2e\/tools\/run-tests\.ts$/);
  expect(scripts.dev).toBeDefined();
});

test('its configuration file and its flags are understood', () => {
  const flags = [...readme.matchAll(/--upstream ([a-z]+=wss?:\S+)/g)].flatMap(([, flag = '']) => ['--upstream', flag]);
  const { upstreams } = readSettings(flags, {}, readmeBlock('config'));
  expect(upstreams.map(({ id, dialect }) => `${id} ${dialect}`)).toEqual([
    'staging fish',
    'mine fishspeech',
    'staging fish',
    'mine fish',
  ]);
  for (const upstream of upstreams) expect(declareUpstream(upstream, dialects)).toMatchObject({ id: upstream.id });
});
