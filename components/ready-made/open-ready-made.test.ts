/** One click: what is asked of the console for it, in each case. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { readyMade } from '@/lib/lessons/recordings.ts';
import { problem } from '@/lib/problem/problem.ts';
import { openReadyMade } from './open-ready-made.ts';

const [first, second] = readyMade as [(typeof readyMade)[0], (typeof readyMade)[0]];

/** A console of which only the asked-for parts are there. */
function drawnConsole(has: { onTabs?: string[]; kept?: string[] } = {}) {
  const asked: string[] = [];
  const list = (ids: string[] = []) => ids.map((id) => ({ id }));
  const state = { sessions: list(has.onTabs), kept: { sessions: list(has.kept) }, view: { session: '' } };
  let opening = '';
  const facade = {
    getState: () => state,
    subscribe: () => () => {},
    openSession(id: string) {
      asked.push(`show ${id}`);
      state.view.session = id;
    },
    async ask(room: string, wish: { op: string; id?: string; name?: string }) {
      asked.push(`${room} ${wish.op} ${wish.id ?? wish.name ?? ''}`.trim());
      await Promise.resolve();
      if (room === 'keep') state.view.session = wish.id ?? '';
      if (wish.op === 'look') opening = readyMade.find(({ title }) => wish.name?.startsWith(title))?.session ?? '';
      if (wish.op === 'look') return { looked: { sockets: [{ id: 0 }] } };
      if (wish.op !== 'open' || room === 'keep') return null;
      state.view.session = opening;
      return { opened: { sessions: [{}] } };
    },
  };
  return { asked, facade: facade as unknown as ConsoleFacade };
}

const fetched: string[] = [];
let answer: () => Response = () => new Response('');
beforeEach(() => {
  answer = () => new Response('');
  vi.stubGlobal('fetch', async (path: string) => {
    fetched.push(path);
    return answer();
  });
});
afterEach(() => {
  fetched.length = 0;
  vi.unstubAllGlobals();
});

test('fetched from our own server and opened through the import room, without a question', async () => {
  const { asked, facade } = drawnConsole();
  expect(await openReadyMade(facade, first.id)).toBe(null);
  expect(fetched).toEqual([first.file]);
  expect(asked).toEqual([`import look ${first.title}.wiretone.jsonl`, 'import open', 'import drop']);
  expect(readFileSync(new URL(`../../public${first.file}`, import.meta.url)).length).toBeGreaterThan(0);
});

test('one that is on a tab is shown, one that is kept comes from there: nothing is fetched', async () => {
  const onTab = drawnConsole({ onTabs: [first.session], kept: [first.session] });
  expect(await openReadyMade(onTab.facade, first.id)).toBe(null);
  const kept = drawnConsole({ kept: [first.session] });
  expect(await openReadyMade(kept.facade, first.id)).toBe(null);
  expect([onTab.asked, kept.asked, fetched]).toEqual([[`show ${first.session}`], [`keep open ${first.session}`], []]);
});

test('two wishes at once: the room is asked for one after the other', async () => {
  const { asked, facade } = drawnConsole();
  await Promise.all([openReadyMade(facade, first.id), openReadyMade(facade, second.id)]);
  expect(asked.map((wish) => wish.split(' ')[1])).toEqual(['look', 'open', 'drop', 'look', 'open', 'drop']);
});

test('what does not come is a Problem, and the next wish is heard', async () => {
  const { asked, facade } = drawnConsole();
  answer = () => new Response('', { status: 404 });
  const missing = await openReadyMade(facade, first.id);
  expect(missing).toMatchObject({ code: 'relay_lost', detail: expect.stringContaining('status 404') });
  answer = () => {
    throw new TypeError('no network');
  };
  expect(await openReadyMade(facade, first.id)).toMatchObject({ detail: 'The server did not answer.' });
  expect(asked).toEqual([]);
  answer = () => new Response('');
  vi.spyOn(facade, 'ask').mockResolvedValueOnce(problem('bad_recording', 'cut') as never);
  expect(await openReadyMade(facade, first.id)).toMatchObject({ code: 'bad_recording' });
  expect(await openReadyMade(facade, 'no-such-one')).toMatchObject({ code: 'no_recording' });
  expect(await openReadyMade(facade, second.id)).toBe(null);
});
