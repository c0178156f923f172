import { afterEach, expect, test } from 'vitest';
import { fakeClock } from '@/lib/clock/fake.ts';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { EntryDetail } from '@/lib/console/state.ts';
import { problem } from '@/lib/problem/problem.ts';
import { goneToCopy, partlyLooked, redactedDetail, redactedWords, saidOfCopy, stillLooking } from './redacted-copy.ts';
import { setRedaction } from './redaction-setting.ts';

afterEach(() => setRedaction({ secrets: true }));

const detail = { session: 's', seq: 7, meaning: 'raw', problems: [] as unknown } as EntryDetail;

/** A console that answers with this, and what it was asked. */
function answering(answer: unknown) {
  const asked: unknown[] = [];
  const facade = {
    ask: async (_room: string, wish: unknown) => {
      asked.push(wish);
      return answer;
    },
  };
  return { asked, facade: facade as unknown as ConsoleFacade };
}

test('what is copied is asked for without secrets', async () => {
  const shown = { ...detail, meaning: 'clean' };
  const { asked, facade } = answering({ shown, removed: 2 });
  expect(await redactedDetail(facade, detail)).toEqual({ detail: shown, removed: 2, partly: false });
  expect(asked).toEqual([{ op: 'detail', session: 's', seq: 7 }]);
  expect(await redactedWords(answering({ words: 'clean' }).facade, 's', 'raw')).toEqual({
    words: 'clean',
    partly: false,
  });
});

test('nothing is copied of a session that is gone', async () => {
  const { facade } = answering(problem('no_session', 'gone'));
  expect(await redactedDetail(facade, detail)).toEqual({ why: goneToCopy });
  expect(await redactedWords(facade, 's', 'raw')).toEqual({ why: goneToCopy });
});

/** A console that answers what is left to look through, 200 ms after each wish, `times` times. */
function slow(times: number) {
  const clock = fakeClock();
  const asked: unknown[] = [];
  const ask = async (_room: string, wish: unknown) => {
    asked.push(wish);
    await clock.advance(200);
    return asked.length > times ? { shown: detail, removed: 1 } : { lookedAt: asked.length * 10, of: 1000 };
  };
  return { clock, asked, facade: { ask } as unknown as ConsoleFacade };
}

test('a copy waits for the session to be looked through, and says so', async () => {
  const said: string[] = [];
  const { clock, asked, facade } = slow(3);
  const taken = await redactedDetail(facade, detail, (words) => said.push(words), clock);
  expect(taken).toEqual({ detail, removed: 1, partly: false });
  expect(said).toEqual([stillLooking]);
  const wish = { op: 'detail', session: 's', seq: 7 };
  expect(asked).toEqual([wish, ...Array.from({ length: 3 }, () => ({ ...wish, last: 1000 }))]);
});

test('but not for long: then it is made with what is known, and that is said', async () => {
  const { clock, asked, facade } = slow(8);
  expect(await redactedDetail(facade, detail, () => {}, clock)).toEqual({ detail, removed: 1, partly: true });
  expect(asked.length).toBe(9);
  expect(asked.at(-1)).toEqual({ op: 'detail', session: 's', seq: 7, last: 0 });
});

test('switched off, it is what it is, and nobody is asked', async () => {
  setRedaction({ secrets: false });
  const { asked, facade } = answering(null);
  expect(await redactedDetail(facade, detail)).toEqual({ detail, removed: 0, partly: false });
  expect(await redactedWords(facade, 's', 'raw')).toEqual({ words: 'raw', partly: false });
  expect(asked).toEqual([]);
});

test('what is said of it', () => {
  const said = [
    saidOfCopy('Copied', true, 0, false),
    saidOfCopy('Copied', true, 1, false),
    saidOfCopy('Copied', true, 2, true),
    saidOfCopy('Copied', false, 1, true),
  ];
  expect(said).toEqual([
    'Copied',
    'Copied, 1 secret removed',
    `Copied, 2 secrets removed. ${partlyLooked}`,
    'The browser did not allow copying',
  ]);
});

test('what stands for payloads that cannot be read back is not copied, with secrets or without', async () => {
  const unread = { ...detail, problems: [problem('spill_unreadable', 'bad sector')] };
  const why = { why: expect.stringContaining('cannot be read back') };
  for (const secrets of [true, false]) {
    setRedaction({ secrets });
    const { asked, facade } = answering({ shown: unread, removed: 0 });
    expect(await redactedDetail(facade, unread)).toEqual(why);
    expect(asked).toEqual([]);
  }
  setRedaction({ secrets: true });
  expect(await redactedWords(answering(unread.problems[0]).facade, 's', 'raw')).toEqual(why);
});
