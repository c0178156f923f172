import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formsIn, randomKey, secretForms } from './secret-forms.ts';
import { scanFiles } from './secret-scan.ts';

const key = randomKey();
const forms = secretForms(key);
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'wiretone-scan-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const plain = Buffer.from(key);
test.each([
  ['plain', plain],
  ['percent', Buffer.from(encodeURIComponent(key))],
  ['hex', Buffer.from(plain.toString('hex'))],
  ['base64 +0', Buffer.from(plain.toString('base64'))],
  ['base64 +1', Buffer.from(Buffer.concat([Buffer.from('?'), plain, Buffer.from('tail')]).toString('base64'))],
  ['base64 +2', Buffer.from(Buffer.concat([Buffer.from('k='), plain]).toString('base64'))],
  ['UTF-16LE', Buffer.from(key, 'utf16le')],
  ['UTF-16BE', Buffer.from(key, 'utf16le').swap16()],
])('%s is found inside other bytes, and only that', (name, needle) => {
  const hay = Buffer.concat([Buffer.from([0, 255, 10]), needle, Buffer.from([7, 0])]);
  expect(formsIn(hay, forms)).toContain(name);
  // A base64 of the whole key at alignment 0 also holds no other alignment.
  expect(formsIn(hay, forms).filter((form) => !form.startsWith(name.split(' ')[0] ?? ''))).toEqual([]);
});

test('nothing is found where nothing is', () => {
  expect(formsIn(randomKey(), forms)).toEqual([]);
});

test('files are searched from the given moment on, in depth, outside packages', () => {
  mkdirSync(path.join(folder, 'a', 'b'), { recursive: true });
  mkdirSync(path.join(folder, 'node_modules'));
  writeFileSync(path.join(folder, 'a', 'b', 'leak.log'), `x ${key} y`);
  writeFileSync(path.join(folder, 'node_modules', 'leak.log'), key);
  writeFileSync(path.join(folder, 'clean.log'), 'nothing');
  const all = scanFiles([folder], 0, forms);
  expect(all.files).toBe(2);
  expect(all.hits).toEqual([{ file: path.join(folder, 'a', 'b', 'leak.log'), form: 'plain' }]);
  expect(scanFiles([folder], Date.now() + 60_000, forms).files).toBe(0);
});
