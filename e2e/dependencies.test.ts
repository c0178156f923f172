/** What the lock file and the notices must keep to. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Locked = {
  version: string;
  license?: string;
  dev?: boolean;
  resolved?: string;
  integrity?: string;
  link?: boolean;
  inBundle?: boolean;
  optionalDependencies?: Record<string, string>;
};
type Manifest = { dependencies: Record<string, string>; devDependencies: Record<string, string>; license: string };

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const lock = (JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }).packages;
const manifest = JSON.parse(read('package.json')) as Manifest;
const packages = Object.entries(lock)
  .filter(([place]) => place !== '')
  .map(([place, locked]) => ({ place, name: place.slice(place.lastIndexOf('node_modules/') + 13), ...locked }));

/** Below these versions known weaknesses are open. */
const floors: Record<string, string> = {
  next: '16.2.6',
  react: '19.2.6',
  'react-dom': '19.2.6',
  ws: '8.23.0',
  'monaco-editor': '0.57.0',
  undici: '7.24.0',
};

/** Compares `a.b.c` numerically; what stands behind a hyphen is ignored. */
function atLeast(version: string, floor: string): boolean {
  const numbers = (text: string) => (text.split('-')[0] ?? '').split('.').map(Number);
  const [have, want] = [numbers(version), numbers(floor)];
  const first = want.findIndex((part, i) => (have[i] ?? 0) !== part);
  return first < 0 || (have[first] ?? 0) > (want[first] ?? 0);
}

test.each([
  ['8.23.0', '8.23.0', true],
  ['8.9.9', '8.23.0', false],
  ['9.0.0', '8.23.0', true],
  ['16.2.5', '16.2.6', false],
  ['16.3.0-canary.1', '16.2.6', true],
])('%s at least %s: %s', (version, floor, expected) => {
  expect(atLeast(version, floor)).toBe(expected);
});

test('no locked package lies below its floor', () => {
  const low = packages.filter(({ name, version }) => !atLeast(version, floors[name] ?? '0'));
  expect(low.map(({ place, version }) => `${place} ${version}`)).toEqual([]);
  expect(packages.map(({ name }) => name)).toEqual(expect.arrayContaining(['next', 'react', 'ws', 'monaco-editor']));
});

test('the lock names no address and keeps every checksum', () => {
  expect(packages.filter(({ resolved }) => resolved !== undefined).map(({ place }) => place)).toEqual([]);
  const unsealed = packages.filter(({ integrity, link, inBundle }) => !integrity && !link && !inBundle);
  expect(unsealed.map(({ place }) => place)).toEqual([]);
});

test('every optional dependency has an entry of its own, or `npm ci` fails elsewhere', () => {
  const names = new Set(packages.map(({ name }) => name));
  const wanted = packages.flatMap(({ name, optionalDependencies }) =>
    Object.keys(optionalDependencies ?? {}).map((optional) => ({ name, optional })),
  );
  expect(wanted.length).toBeGreaterThan(50);
  expect(wanted.filter(({ optional }) => !names.has(optional))).toEqual([]);
});

test('direct dependencies are exact versions', () => {
  const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test('THIRD_PARTY.md lists every runtime dependency with its licence, and no other', () => {
  const section = read('THIRD_PARTY.md').split('\n## ')[1] ?? '';
  const listed = [...section.matchAll(/^\| `(.+?)` \| (.+?) \|/gm)].map(([, name, licence]) => `${name}: ${licence}`);
  // The lock leaves the licence out where the package's own words are no SPDX name.
  const expected = Object.keys(manifest.dependencies).map((name) => {
    const own = JSON.parse(read(`node_modules/${name}/package.json`)) as Manifest;
    return `${name}: ${own.license}`;
  });
  expect(listed.sort()).toEqual(expected.sort());
});

test('THIRD_PARTY.md names what comes along under other than permissive terms', () => {
  const permissive = /^(MIT|ISC|0BSD|BSD-[234]-Clause|Apache-2\.0|BlueOak-1\.0\.0|MIT OR Apache-2\.0)$/;
  const notices = read('THIRD_PARTY.md');
  const named = [...notices.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  const isNamed = (name: string) =>
    named.some((text) => text === name || (text.endsWith('*') && name.startsWith(text.slice(0, -1))));
  const others = packages.filter(({ dev, license }) => !dev && !permissive.test(license ?? 'unknown'));
  expect(others.filter(({ name }) => !isNamed(name)).map(({ name, license }) => `${name}: ${license}`)).toEqual([]);
  expect(others.length).toBeGreaterThan(0);
});

test('both LGPL libraries are spoken of', () => {
  expect(read('THIRD_PARTY.md')).toMatch(/`wasm-media-encoders` \| LAME.*LGPL/);
  expect(read('THIRD_PARTY.md')).toMatch(/`mpg123-decoder` \| libmpg123.*LGPL/);
});
