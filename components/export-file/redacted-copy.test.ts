import { afterEach, expect, test } from 'vitest';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { EntryDetail } from '@/lib/console/state.ts';
import { problem } from '@/lib/problem/problem.ts';
import { redactedDetail, redactedWords, saidOfCopy } from './redacted-copy.ts';
import { setRedaction } from './redaction-setting.ts';

afterEach(() => setRedaction({ secrets: true }));

const detail = { session: 's', seq: 7, meaning: 'raw' } as EntryDetail;

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
  expect(await redactedDetail(facade, detail)).toEqual({ detail: shown, removed: 2 });
  expect(asked).toEqual([{ op: 'detail', session: 's', seq: 7 }]);
  expect(await redactedWords(answering({ words: 'clean' }).facade, 's', 'raw')).toBe('clean');
});

test('nothing is copied of a session that is gone', async () => {
  const { facade } = answering(problem('no_session', 'gone'));
  expect(await redactedDetail(facade, detail)).toBeNull();
  expect(await redactedWords(facade, 's', 'raw')).toBeNull();
});

test('switched off, it is what it is, and nobody is asked', async () => {
  setRedaction({ secrets: false });
  const { asked, facade } = answering(null);
  expect(await redactedDetail(facade, detail)).toEqual({ detail, removed: 0 });
  expect(await redactedWords(facade, 's', 'raw')).toBe('raw');
  expect(asked).toEqual([]);
});

test('what is said of it', () => {
  expect([saidOfCopy('Copied', true, 0), saidOfCopy('Copied', true, 1), saidOfCopy('Copied', false, 1)]).toEqual([
    'Copied',
    'Copied, 1 secret removed',
    'The browser did not allow copying',
  ]);
});
