import { describe, expect, test } from 'vitest';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { dialectOf, dialects } from '@/lib/dialects/registry.ts';
import { scrubSecrets } from '@/lib/scenario/scrub-secrets.ts';
import { caretAfter, composerOf } from './actions.ts';
import { outlineOf } from './outline.ts';
import { templatesOf } from './templates-of.ts';

const key = 'fk_a_key_that_was_typed';

function bench() {
  const calls: unknown[][] = [];
  const dialect = dialectOf('fishspeech');
  if (dialect === undefined) throw new Error('no fishspeech');
  const run: { state: string } = { state: 'idle' };
  const upstreams = ['b', 'c'].map((id) => ({ id, dialect: 'fishspeech', sandbox: true }));
  let upstream = 'b';
  const facade = {
    getState: () => ({ run, upstreams, upstream, live: null }),
    setUpstream: (id: string) => {
      upstream = id;
    },
    setEnvironment: (values: unknown) => calls.push(['setEnvironment', values]),
    runFrom: (text: string, offset: number) => calls.push(['runFrom', text, offset]),
    scrub: async (text: string) => scrubSecrets(text, dialect, (literal) => literal === key),
    runAll: (text: string) => calls.push(['runAll', text]),
    sendStep: (text: string, offset: number) => calls.push(['sendStep', text, offset]),
    setFile: (name: string, bytes: Uint8Array) => calls.push(['setFile', name, bytes.length]),
    removeFile: (name: string) => calls.push(['removeFile', name]),
  } as unknown as ConsoleFacade;
  const composer = composerOf(facade);
  return { composer, calls, drafts: composer.drafts, facade, run };
}

describe('what leaves the editor', () => {
  test('holds no key, and neither does the editor afterwards', async () => {
    const { composer, calls, drafts } = bench();
    drafts.open('b', 'fishspeech', `[{"event":"start","token":"${key}"}, // mine\n {"event":"text"}]`);
    await composer.runAll();
    expect(calls).toEqual([['runAll', '[{"event":"start","token":{"$key": true}}, // mine\n {"event":"text"}]']]);
    expect(JSON.stringify(drafts.get())).not.toContain(key);
    expect(drafts.get().cause).toBe('scrubbed');
    expect(composer.notice()).toMatch(/line 1, token.*\{"\$key": true\}/);
    expect(composer.ran().sources).toHaveLength(2);
  });

  test('the step under the caret is still meant when the text before it got shorter', async () => {
    const { composer, calls, drafts } = bench();
    const text = `[{"event":"start","token":"${key}"}, {"event":"stop"}]`;
    drafts.open('b', 'fishspeech', text);
    drafts.moved(text.indexOf('stop'), text.indexOf('stop'));
    await composer.send();
    const [, sent, offset] = calls[0] as [string, string, number];
    expect(sent.slice(offset, offset + 4)).toBe('stop');
    expect(drafts.get().caret).toBe(offset);
  });

  test('while a run is going nothing more goes out, that is said, and the run keeps its steps', async () => {
    const { composer, calls, drafts, run } = bench();
    drafts.open('b', 'fishspeech', '[{"event":"stop"}]');
    await composer.runAll();
    run.state = 'running';
    drafts.typed('[{"event":"text"}, {"event":"stop"}]', 0, 0);
    await composer.send();
    expect(composer.notice()).toMatch(/^Not sent: a run is going/);
    await composer.runAll();
    expect(composer.notice()).toMatch(/^Not started: a run is going/);
    expect(calls.map(([name]) => name)).toEqual(['runAll']);
    expect(composer.ran().sources).toHaveLength(1);
    run.state = 'done';
    await composer.send();
    expect([composer.notice(), calls.length]).toEqual([null, 2]);
  });

  test('a text typed into meanwhile is not overwritten', async () => {
    const { composer, drafts } = bench();
    drafts.open('b', 'fishspeech', `["${key}"]`);
    const scrubbing = composer.scrub();
    drafts.typed(`["${key}", 1]`, 0, 0);
    await scrubbing;
    expect(drafts.get().text).toBe(`["${key}", 1]`);
    await composer.scrub();
    expect(drafts.get().text).toBe('[{"$key": true}, 1]');
  });

  test('run all before there is a draft waits for it', async () => {
    const { composer, calls, drafts } = bench();
    const running = composer.runAll();
    expect(calls).toEqual([]);
    drafts.open('b', 'fishspeech', '[]');
    await running;
    expect(calls).toEqual([['runAll', '[]']]);
  });

  test('from a step on, with the offset that it has without the key', async () => {
    const { composer, calls, drafts } = bench();
    const text = `[{"event":"start","token":"${key}"}, {"event":"stop"}]`;
    drafts.open('b', 'fishspeech', text);
    await composer.runFrom(text.indexOf('{"event":"stop"'));
    const [, sent, offset] = calls[0] as [string, string, number];
    expect(sent.slice(offset)).toBe('{"event":"stop"}]');
  });

  test('a scenario for another upstream takes its text there', async () => {
    const { composer, calls, drafts, facade } = bench();
    drafts.open('c', 'fishspeech', 'what was there');
    drafts.open('b', 'fishspeech', '{"upstream": "c", "steps": [{"event": "stop"}]}');
    await composer.runAll();
    expect(facade.getState().upstream).toBe('c');
    expect(drafts.get()).toMatchObject({ upstream: 'c', text: '{"upstream": "c", "steps": [{"event": "stop"}]}' });
    expect([composer.ran().upstream, calls.length]).toEqual(['c', 1]);
  });

  test('a session that was made a scenario goes to the draft of its own upstream, whose text stays, and is kept', async () => {
    const { composer, drafts, facade } = bench();
    drafts.open('c', 'fishspeech', 'sample of c');
    drafts.typed('mine', 0, 0);
    drafts.open('b', 'fishspeech', 'sample of b');
    const text = '{"upstream": "c", "steps": [{"event": "stop"}]}';
    await composer.openScenario(text);
    expect([facade.getState().upstream, drafts.get().text]).toEqual(['c', text]);
    expect(composer.keeper.unsaved()).toBe(true);
    expect((await composer.keeper.versions('c')).map((each) => each.text)).toEqual(['mine']);
    drafts.open('b', 'fishspeech', 'sample of b');
    expect(drafts.get().text).toBe('sample of b');
  });

  test('a file of variables is handed on, one with a secret is refused with a sentence', async () => {
    const { composer, calls } = bench();
    await composer.chooseEnvironment(new File(['{"token": "abcdef"}'], 'bad.json'));
    expect(composer.notice()).toMatch(/bad.json was not taken. "token" looks like a secret/);
    await composer.chooseEnvironment(new File(['{"voice": "anna"}'], 'vars.json'));
    expect([composer.notice(), composer.environment()?.name]).toEqual([null, 'vars.json']);
    composer.dropEnvironment();
    expect(calls).toEqual([
      ['setEnvironment', { voice: 'anna' }],
      ['setEnvironment', null],
    ]);
  });

  test('a text that gives way stays, unless it was opened from where it still is', async () => {
    const { composer, drafts } = bench();
    const earlier = async () => (await composer.keeper.versions('b')).map(({ text }) => text).sort();
    drafts.open('b', 'fishspeech', 'sample');
    drafts.typed('mine', 0, 0);
    await composer.replaceText('shipped 1', true);
    await composer.replaceText('shipped 2', true);
    expect([drafts.get().text, await earlier()]).toEqual(['shipped 2', ['mine']]);
    drafts.typed('shipped 2, changed', 0, 0);
    await composer.replaceText('made of a session');
    await composer.replaceText('shipped 1', true);
    expect(await earlier()).toEqual(['made of a session', 'mine', 'shipped 2, changed']);
  });

  test('one console has one composer', () => {
    const { composer, facade } = bench();
    expect(composerOf(facade)).toBe(composer);
  });
});

describe('templates and files', () => {
  test('a template goes behind the step of the caret, on one line where it fits', async () => {
    const { composer, drafts } = bench();
    drafts.open('b', 'fishspeech', '[\n  {"event":"start"}\n]\n');
    drafts.moved(5, 5);
    await composer.insert({ event: 'text', text: 'Hello. ' });
    expect(drafts.get().text).toBe('[\n  {"event":"start"},\n  { "event": "text", "text": "Hello. " }\n]\n');
    expect(drafts.get()).toMatchObject({ cause: 'page', wanted: 1 });
  });

  test('every template is a step that can be read', () => {
    for (const dialect of dialects) {
      for (const { title, event } of templatesOf(dialect)) {
        const { problems, steps } = outlineOf(`[${JSON.stringify(event)}]`);
        expect([title, problems]).toEqual([title, []]);
        expect(title.startsWith(`${steps[0]?.name}`)).toBe(true);
      }
    }
  });

  test('files are handed on and taken back', async () => {
    const { composer, calls } = bench();
    await composer.addFiles([new File([new Uint8Array(300)], 'a.wav')]);
    expect([...composer.files().keys()]).toEqual(['a.wav']);
    composer.removeFile('a.wav');
    expect(composer.files().size).toBe(0);
    expect(calls).toEqual([
      ['setFile', 'a.wav', 300],
      ['removeFile', 'a.wav'],
    ]);
  });
});

test.each([
  ['before the change', 'abcXdef', 'abcYYdef', 2, 2],
  ['behind it', 'abcXdef', 'abcYYdef', 6, 7],
  ['inside what was replaced by less', 'abLONGef', 'abef', 5, 2],
])('a caret %s', (_, before, after, caret, expected) => {
  expect(caretAfter(before, after, caret)).toBe(expected);
});
