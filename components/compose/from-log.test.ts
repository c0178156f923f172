import { expect, test } from 'vitest';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { WantedText } from '@/lib/console/port.ts';
import { composerOf } from './actions.ts';
import { editAndResend, makeScenario, pinAsExpectation, resend } from './from-log.ts';
import { fromLogActs } from './from-log-acts.ts';

/** `texts`: what the record is, by what is wanted. */
function bench(texts: Partial<Record<WantedText['of'], string>>) {
  const sent: string[] = [];
  const facade = {
    getState: () => ({ run: { state: 'idle' }, upstreams: [] }),
    scrub: async (text: string) => ({ text, replaced: [] }),
    writeFrom: async (_session: string, want: WantedText) => texts[want.of] ?? null,
    sendStep: (text: string, offset: number) => sent.push(text.slice(offset)),
  } as unknown as ConsoleFacade;
  const composer = composerOf(facade);
  composer.drafts.open('u', 'fish', '[\n  {"event": "start"},\n  {"event": "stop"}\n]\n');
  composer.drafts.moved(8, 8);
  return { facade, composer, sent, text: () => composer.drafts.get().text };
}

test('a frame is sent once more, the text stays', async () => {
  const { facade, sent, text } = bench({ step: '// text "a"\n{ "$raw": { "opcode": "text", "text": "{" } }' });
  const before = text();
  await resend(facade, 's', 3);
  expect(sent).toEqual(['{ "$raw": { "opcode": "text", "text": "{" } }\n]']);
  expect(text()).toBe(before);
});

test('a frame comes into the editor behind the step of the caret, with the caret on it', async () => {
  const { facade, composer, sent, text } = bench({ step: '// what it was\n{ "event": "flush" }' });
  await editAndResend(facade, 's', 3);
  expect(text()).toBe('[\n  {"event": "start"},\n  // what it was\n  { "event": "flush" },\n  {"event": "stop"}\n]\n');
  expect(text().slice(composer.drafts.get().caret)).toMatch(/^\{ "event": "flush" \}/);
  expect(composer.notice()).toBe('Put in as step 2 (line 4), behind the one the caret was in.');
  expect(sent).toEqual([]);
});

test('an expectation goes behind all steps, a session takes the place of all', async () => {
  const { facade, composer, text } = bench({
    expectation: '{ "$expect": { "event": "finish" } }',
    session: '{ "steps": [] }\n',
  });
  await pinAsExpectation(facade, 's', 9);
  expect(text()).toContain('{"event": "stop"},\n  { "$expect": { "event": "finish" } }\n]');
  expect(text().slice(composer.drafts.get().caret)).toMatch(/^\{ "\$expect"/);
  expect(composer.notice()).toBe('Put in as step 3 (line 4), behind all others.');
  await makeScenario(facade, 's');
  expect(text()).toBe('{ "steps": [] }\n');
  expect(composer.notice()).toMatch(/under Earlier texts/);
});

test('what cannot be said so is told, and nothing changes', async () => {
  const { facade, composer, sent, text } = bench({});
  const before = text();
  for (const act of [resend, editAndResend, pinAsExpectation]) {
    await act(facade, 's', 1);
    expect(composer.notice()).toMatch(/^This entry is nothing that/);
  }
  await makeScenario(facade, 's');
  expect(composer.notice()).toMatch(/never dialled/);
  expect([text(), sent]).toEqual([before, []]);
});

test('menu and palette say why something cannot be done', () => {
  const { facade } = bench({});
  const frame = { session: 's', seq: 3, opcode: 'binary' as const, kind: 'text', dir: 'sent' as const };
  const said = (entry: Partial<typeof frame>, open = true, running = false) =>
    fromLogActs(facade, { ...frame, ...entry }, { open, running }).map(({ unavailable }) => unavailable);
  expect(said({})).toEqual([false, false, false, false]);
  expect(said({}, false)).toEqual(['nothing is connected', false, false, false]);
  expect(said({}, true, true)).toEqual(['a run is going', false, false, false]);
  const dial = fromLogActs(facade, { ...frame, opcode: null, kind: 'upgrade' }, { open: true, running: false });
  expect(dial.map(({ unavailable }) => unavailable)).toEqual([
    'it is no frame',
    'it is no frame',
    'it is no frame',
    false,
  ]);
});
