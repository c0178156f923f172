import { expect, test, vi } from 'vitest';
import { goToEntry } from './go-to-entry.ts';

test('a log that follows a live session lets go of its end before it shows the entry', () => {
  vi.stubGlobal('window', { matchMedia: () => ({ matches: false }) });
  const asked: string[] = [];
  const facade = {
    setFollow: (on: boolean) => asked.push(`follow ${on}`),
    select: (seq: number | null) => asked.push(`select ${seq}`),
  };
  goToEntry(facade as never, 7);
  expect(asked).toEqual(['follow false', 'select 7']);
});
