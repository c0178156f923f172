import { expect, test } from 'vitest';
import type { UpstreamInfo } from '../relay/wire.ts';
import { parseScenario } from '../scenario/parse-scenario.ts';
import { choiceFor, mismatch } from './scenario-ask.ts';

const upstream = (id: string, dialect: string, sandbox: boolean): UpstreamInfo => ({
  id,
  title: id,
  dialect,
  address: '',
  paths: ['/first', '/second'],
  sandbox,
  needsKey: !sandbox,
});
const all = [
  upstream('fish', 'fish', false),
  upstream('sandbox-fish', 'fish', true),
  upstream('fishspeech', 'fishspeech', false),
  upstream('sandbox-fishspeech', 'fishspeech', true),
];
const chosen = all[0] as UpstreamInfo;
const ask = (head: object) => parseScenario(JSON.stringify({ ...head, steps: [{ $wait: 1 }] }));
const choice = (head: object) => choiceFor(ask(head), all, chosen);

test('a text that names nothing leaves the choice as it is', () => {
  expect(choice({})).toEqual({ upstream: chosen, path: null, options: {}, switches: null, faults: null });
  expect(choice({ dialect: 'fish' })?.upstream.id).toBe('fish');
});

test('the upstream is that which is named; of a dialect alone its sandbox', () => {
  expect(choice({ upstream: 'sandbox-fish' })?.upstream.id).toBe('sandbox-fish');
  expect(choice({ dialect: 'fishspeech' })?.upstream.id).toBe('sandbox-fishspeech');
  expect(choice({ upstream: 'nowhere' })).toBeNull();
});

test('path, options and switches become what is named', () => {
  const request = { path: '/v1/tts/live', model: 's1', switches: { pace: 0, id3: false } };
  expect(choice({ upstream: 'sandbox-fish', request })).toMatchObject({
    path: '/v1/tts/live',
    options: { model: 's1' },
    switches: 'pace=0,id3=off',
  });
});

test('what was chosen for a text fits it', () => {
  const request = { model: 's1', switches: { pace: 0 } };
  const scenario = ask({ dialect: 'fish', upstream: 'sandbox-fish', request });
  const found = choiceFor(scenario, all, chosen);
  const asked = { upstream: found?.upstream ?? chosen, options: found?.options ?? {}, switches: found?.switches ?? '' };
  expect(mismatch(scenario, asked, false)).toBeNull();
  expect(mismatch(scenario, { ...asked, switches: 'pace=1' }, false)?.detail).toBe(
    'the scenario asks for switch pace 0, the connection is for 1',
  );
  expect(mismatch(scenario, { ...asked, options: {} }, true)).toMatchObject({
    code: 'other_connection',
    hint: expect.stringContaining('Run all'),
  });
});

test('switches are the sandbox’s: on another upstream they are no reason', () => {
  const scenario = ask({ request: { switches: { pace: 0 } } });
  expect(mismatch(scenario, { upstream: chosen, options: {}, switches: '' }, false)).toBeNull();
});

test('faults are for every upstream', () => {
  const scenario = ask({ request: { faults: 'drop@3' } });
  const has = { upstream: chosen, options: {}, switches: '' };
  expect(mismatch(scenario, { ...has, faults: 'drop@3' }, false)).toBeNull();
  expect(mismatch(scenario, has, false)?.detail).toBe(
    'the scenario asks for faults drop@3, the connection is for none',
  );
});

test('the first path is meant where none is named', () => {
  const scenario = { ...ask({}), request: { path: '/first', options: {}, switches: {} } };
  const to = (path?: string) => ({ upstream: chosen, options: {}, switches: '', ...(path && { path }) });
  expect(mismatch(scenario, to(), false)).toBeNull();
  expect(mismatch(scenario, to('/second'), false)?.detail).toBe(
    'the scenario asks for path /first, the connection is for /second',
  );
});
