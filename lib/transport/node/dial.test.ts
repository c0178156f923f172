import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { realClock } from '../../clock/real.ts';
import { defaultLimits } from '../limits.ts';
import { createNodeDial } from './dial.ts';
import { dialProblem, openProblem } from './dial-problem.ts';

const key = 'fk_canary_DO_NOT_LEAK_7f3a9c21';

const addresses = ['', 'nonsense', 'ws://', 'ws://[::1', 'ws://a b', 'ws://%zz', 'http://:80', 'wss://x:99999'];

it.each(addresses)('says nothing of the address %j when it is no URL', (base) => {
  const told: unknown[] = [];
  const tell = (what: unknown) => void told.push(what);
  const dial = createNodeDial({ clock: realClock, limits: defaultLimits, guard: () => null });
  const nothing = () => {};
  const dialled = dial(
    { url: `${base}?token=${key}`, headers: [], protocols: [] },
    {
      request: tell,
      upgraded: nothing,
      answering: nothing,
      refused: nothing,
      frame: nothing,
      failed: tell,
      closed: nothing,
    },
  );
  dialled.terminate();
  expect(told).toHaveLength(2);
  expect(inspect(told, { depth: 9 })).toContain("code: 'internal'");
  expect(inspect([told, dialled], { depth: 9, showHidden: true })).not.toContain(key);
});

it('puts no message of an error into a Problem unless it is known to be harmless', () => {
  const errors = [
    new SyntaxError(`Invalid URL: wss://x?token=${key}`),
    Object.assign(new Error(key), { code: 'ENOTFOUND', hostname: key }),
    Object.assign(new Error(key), { code: 'ECONNRESET' }),
    Object.assign(new Error(key), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }),
    Object.assign(new Error(key), { code: 'HPE_INVALID_CONSTANT' }),
    key,
    null,
  ];
  for (const error of errors)
    expect(inspect([dialProblem(error, 'x.example'), openProblem(error)], { depth: 9 })).not.toContain(key);
});

it.each([
  ['ENOTFOUND', 'name_not_found'],
  ['EAI_AGAIN', 'name_not_found'],
  ['ECONNREFUSED', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['CERT_HAS_EXPIRED', 'tls_failed'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls_failed'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls_failed'],
  ['HPE_INVALID_CONSTANT', 'bad_upgrade'],
  ['ECONNRESET', 'connection_lost'],
])('%s means %s', (code, means) => {
  expect(dialProblem(Object.assign(new Error('x'), { code }), 'x.example').code).toBe(means);
});
