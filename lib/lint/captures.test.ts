/** Sessions of real clients, and of deliberately wrong ones: what is to be found in each, and nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromBase64 } from '../bytes/base64.ts';
import { fish } from '../dialects/fish/fish.ts';
import type { EntryBody } from '../session/entry.ts';
import type { Step } from './corpus/draw.ts';
import { idsOf, lintSteps } from './corpus/lint-steps.ts';

type Line = {
  t_ms: number;
  dir: string;
  url?: string;
  headers?: [string, string][];
  opcode?: 'text' | 'binary';
  b64?: string;
  status?: number;
};

const folder = new URL('../dialects/samples/captures/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));

/** The close is left out: the files have it as the server saw it, and do not say who began it. */
function stepsOf(name: string): Step[] {
  const lines = readFileSync(new URL(name, folder), 'utf8').trim().split('\n');
  const steps: Step[] = [];
  for (const text of lines) {
    const line = JSON.parse(text) as Line;
    const body = bodyOf(line);
    if (body !== null) steps.push({ t: line.t_ms, body });
  }
  return steps;
}

function bodyOf({ dir, url, headers, opcode, b64, status }: Line): EntryBody | null {
  if (dir === 'upgrade') {
    const shown = (headers ?? []).map(([name, value]) => ({ name, value }));
    return { kind: 'dial', url: `ws://127.0.0.1${url}`, headers: shown, via: 'tap' };
  }
  if (dir === 'open') return { kind: 'handshake', status: 101, statusText: '', headers: [] };
  if (dir === 'reject') return { kind: 'handshake', status: status ?? 401, statusText: '', headers: [] };
  if (dir !== 'client' && dir !== 'server') return null;
  const bytes = fromBase64(b64 as string) as Uint8Array;
  return { kind: 'frame', dir: dir === 'client' ? 'sent' : 'received', opcode: opcode ?? 'binary', bytes };
}

const expected: Readonly<Record<string, string>> = {
  'bad-bad-model': 'A03 A25 C03',
  'bad-char-by-char': 'A25 A27 C03',
  'bad-empty-flush': 'A23 A28',
  'bad-flat-request': 'A18',
  'bad-json-in-binary': 'A11',
  'bad-json-text-frames': 'A10',
  'bad-missing-spaces': 'A25 A26 C03',
  'bad-no-bearer': 'A01 A25 C03',
  'bad-no-model': 'A02 A25 C03',
  'bad-no-start': 'A16',
  'bad-no-stop': 'A21',
  'bad-out-of-range': 'A33 A34 A35 A37 A38 A39 A40',
  'bad-text-after-stop': 'A20 A25 C03',
  'npm-fish-audio-0.0.3-basic': 'A25 C03',
  'npm-fish-audio-0.1.0-backend': 'A25 C03',
  'npm-fish-audio-0.1.0-basic': 'A25 C03',
  'npm-fish-audio-0.1.0-full': 'A25 A36 C03',
  'npm-fish-audio-0.1.0-refs': 'A14 A25 C03',
  'npm-fish-audio-0.1.0-refs-bytes': 'A25 C03',
  'npm-fish-audio-0.1.0-srv-abrupt': '',
  'npm-fish-audio-0.1.0-srv-big-frame': 'A25 C03',
  'npm-fish-audio-0.1.0-srv-close-no-finish': 'A25 C03',
  'npm-fish-audio-0.1.0-srv-error-event': 'A49',
  'npm-fish-audio-0.1.0-srv-finish-error': 'A50',
  'npm-fish-audio-0.1.0-srv-keep-open': 'A25 C03',
  'npm-fish-audio-0.1.0-srv-log': 'A25 C03',
  'npm-fish-audio-0.1.0-srv-reject-401': '',
  'npm-fish-audio-0.1.0-srv-reject-402': '',
  'npm-fish-audio-0.1.0-srv-reject-429': '',
  'npm-fish-audio-0.1.0-srv-unknown-event': 'A25 A52 C03',
  'npm-fish-audio-0.1.0-tokens': 'A25 C03',
  'npm-fish-audio-0.1.0-undef': 'A25 C03',
};

test('every capture is here', () => {
  expect(names.map((name) => name.replace('.jsonl', '')).sort()).toEqual(Object.keys(expected).sort());
});

test.each(names)('%s', (name) => {
  const findings = lintSteps(fish, stepsOf(name));
  expect(idsOf(findings), findings.map((f) => f.says).join('\n')).toBe(expected[name.replace('.jsonl', '')]);
});

const good =
  /^npm-fish-audio-0\.(0\.3-basic|1\.0-(basic|tokens|backend|refs-bytes|srv-log|srv-big-frame|srv-keep-open|srv-unknown-event))\.jsonl$/;

test.each(names.filter((name) => good.test(name)))('%s is clean of errors and warnings', (name) => {
  expect(lintSteps(fish, stepsOf(name)).filter((found) => found.severity !== 'info')).toEqual([]);
});

test('the good ones are nine', () => {
  expect(names.filter((name) => good.test(name)).length).toBe(9);
});
