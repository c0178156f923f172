/** The examples of the sandbox's README are the files that the tests run, but for where they import from. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readmeBlock } from './tools/readme.ts';

const file = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

/** Imports as others write them, in the order of the alphabet. */
function asOthersDo(code: string): string[] {
  const lines = code
    .replace("import { expect } from '@playwright/test'", "import { expect, test } from '@playwright/test'")
    .replace("import { test } from './tools/hosts/app-server.ts';\n", '')
    .replaceAll("'@/lib/", "'wiretone/lib/")
    .replaceAll("'./tools/hosts/", "'./")
    .split('\n');
  const imports = lines.filter((line) => line.startsWith('import '));
  return [...imports.sort(), ...lines.filter((line) => !line.startsWith('import '))];
}

test.each([
  ['playwright', './hosts-example.spec.ts'],
  ['msw', './hosts-example.test.ts'],
  ['browser', './tools/hosts/mocks-browser.ts'],
])('%s', (name, path) => {
  const block = readmeBlock(name, 'lib/sandbox/README.md');
  expect(block).toContain("'wiretone/lib/sandbox/");
  expect(asOthersDo(block)).toEqual(asOthersDo(file(path)));
});
