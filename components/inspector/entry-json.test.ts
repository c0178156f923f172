import { expect, it } from 'vitest';
import { encodeUtf8 } from '@/lib/bytes/utf8.ts';
import type { EntryDetail } from '@/lib/console/state.ts';
import { dialectOf } from '@/lib/dialects/registry.ts';
import { entryJson, rawText } from './entry-json.ts';

it('a copy is whole, however long; the screen is cut, and says so', () => {
  const words = 'x'.repeat(700_000);
  const bytes = encodeUtf8(JSON.stringify({ event: 'text', parts: [words, words, words, words] }));
  const dialect = dialectOf('fishspeech');
  const frame = { dir: 'received', opcode: 'binary', bytes } as const;
  const read = { ...frame, opcode: 'text' } as const;
  const tree = dialect?.inspect(read, dialect.openReader().read(read)) ?? null;
  const detail = { seq: 1, t: 0, kind: 'text', ...frame, tree, facts: [], problems: [] } as unknown as EntryDetail;
  expect(JSON.parse(entryJson(detail)).parts).toEqual([words, words, words, words]);
  expect(rawText(detail)).toMatchObject({ cut: true });
});
