import { expect, test } from 'vitest';
import type { UpstreamInfo } from '../relay/wire.ts';
import { parseScenario } from '../scenario/parse-scenario.ts';
import { type Choice, pageChoice } from './page-choice.ts';

const other = '/v1/tts/live/with-timestamp';
const upstream = (id: string, dialect: string): UpstreamInfo => ({
  id,
  title: id,
  dialect,
  address: '',
  paths: ['/v1/tts/live', other],
  sandbox: id.startsWith('sandbox'),
  needsKey: false,
});
const all = [upstream('sandbox-fish', 'fish'), upstream('sandbox-fishspeech', 'fishspeech')];
const text = (head: object) => parseScenario(JSON.stringify({ ...head, steps: [{ $wait: 1 }] }));

function page() {
  const choice = pageChoice();
  let now: Choice = choice.toUpstream(
    { upstream: '', path: '', options: {}, switches: '', faults: '' },
    'sandbox-fish',
    all,
  );
  return {
    set: (part: Partial<Choice>) => {
      now = { ...now, ...part };
    },
    choose: (id: string) => {
      now = choice.toUpstream(now, id, all);
    },
    run: (head: object) => {
      now = choice.forText(now, text(head), all);
      return now;
    },
    ask: () => choice.ask(now, all),
  };
}

test('what one text names is not left to the next', () => {
  const p = page();
  const first = p.run({});
  const asks = { path: other, model: 's1', switches: { drop: 1 } };
  expect(p.run({ dialect: 'fish', request: asks })).toEqual({
    upstream: 'sandbox-fish',
    path: other,
    options: { ...first.options, model: 's1' },
    switches: 'drop=1',
    faults: '',
  });
  expect(p.run({ dialect: 'fish' })).toEqual(first);
  p.run({ dialect: 'fish', request: asks });
  p.run({ dialect: 'fish', request: { switches: { pace: 0 } } });
  expect(p.run({})).toEqual(first);
});

test('what the user chose stays, before a text and after it', () => {
  const p = page();
  p.set({ switches: 'pace=0' });
  p.run({ request: { switches: { drop: 1 } } });
  expect(p.run({}).switches).toBe('pace=0');
  p.run({ request: { switches: { drop: 1 }, path: other } });
  p.set({ switches: 'pace=2', path: '/v1/tts/live' });
  expect(p.run({})).toMatchObject({ switches: 'pace=2', path: '/v1/tts/live' });
});

test('what a text named is not left to another upstream, chosen by a text or by hand', () => {
  const p = page();
  const first = p.run({});
  p.run({ dialect: 'fish', request: { switches: { drop: 1 } } });
  expect(p.run({ dialect: 'fishspeech' }).switches).toBe('');
  p.run({ dialect: 'fishspeech', request: { switches: { pace: 0 }, path: other, 'x-odd': '1' } });
  expect(p.run({ dialect: 'fish' })).toEqual(first);
  p.run({ request: { switches: { drop: 1 }, odd: '1' } });
  expect(p.run({})).toEqual(first);
  p.run({ request: { switches: { drop: 1 }, faults: 'flip' } });
  expect(p.run({})).toEqual(first);
  p.run({ request: { switches: { drop: 1 } } });
  p.choose('sandbox-fishspeech');
  expect(p.ask()).toMatchObject({ upstream: { id: 'sandbox-fishspeech' }, switches: '' });
  p.set({ switches: 'mine=1' });
  p.choose('sandbox-fish');
  expect(p.ask()?.switches).toBe('mine=1');
});

test('the upstream that a text names stays chosen; its path is the upstream’s own', () => {
  const p = page();
  p.set({ path: other });
  expect(p.run({ dialect: 'fishspeech' })).toEqual({
    upstream: 'sandbox-fishspeech',
    path: '',
    options: {},
    switches: '',
    faults: '',
  });
  expect(p.run({}).upstream).toBe('sandbox-fishspeech');
  expect(p.run({ upstream: 'nowhere' }).upstream).toBe('sandbox-fishspeech');
  p.choose('sandbox-fish');
  expect(p.ask()).toEqual({ upstream: all[0], options: page().ask()?.options, switches: '' });
});
