import { expect, it } from 'vitest';
import { CallError } from '../headless/call.ts';
import { readTapCall, tapUsage } from './tap-call.ts';

it('reads what is asked for', () => {
  expect(readTapCall(['--upstream', 'sandbox-fish'])).toEqual({
    upstream: 'sandbox-fish',
    port: 0,
    record: null,
    expect: null,
    once: false,
    name: '',
    fault: '',
    waitMs: null,
  });
  expect(
    readTapCall(
      '--upstream=own=wss://x.example,dialect=fish --port 4830 --record=a --expect b.jsonc --once --wait-ms 500 --name ci-1 --fault drop@2s'.split(
        ' ',
      ),
    ),
  ).toEqual({
    upstream: 'own=wss://x.example,dialect=fish',
    port: 4830,
    record: 'a',
    expect: 'b.jsonc',
    once: true,
    name: 'ci-1',
    fault: 'drop@2s',
    waitMs: 500,
  });
  expect(readTapCall(['--help'])).toBeNull();
  expect(tapUsage).toContain('130  stopped');
});

it.each([
  ['', '--upstream names the server.'],
  ['--upstream a --upstream b', '--upstream stands there twice'],
  ['--upstream a --port x', '--port takes a number'],
  ['--upstream a --port 65536', '--port takes a number'],
  ['--upstream a --name a/b', '--name takes'],
  ['--upstream a --record=', '--record needs the name of a file.'],
  ['--upstream a --wait-ms 5', '--wait-ms belongs to --once'],
  ['--upstream a --once --wait-ms 0', '--wait-ms takes milliseconds'],
  ['--upstream a --unknown', 'unknown'],
  ['sandbox-fish', '"sandbox-fish" is no flag'],
])('refuses "%s"', (line, says) => {
  const read = () => readTapCall(line.split(' ').filter((part) => part !== ''));
  expect(read).toThrow(CallError);
  expect(read).toThrow(says);
});
