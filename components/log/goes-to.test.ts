import { expect, test } from 'vitest';
import type { UpstreamInfo } from '@/lib/relay/wire.ts';
import { goesToWords } from './goes-to.ts';

const key = { handle: 'key-1', length: 9, tail: null };
const at = (more: Partial<UpstreamInfo>) => [{ id: 'a', sandbox: false, ...more } as UpstreamInfo];
const words = (more: Partial<UpstreamInfo>, typed: typeof key | null) =>
  goesToWords({ upstreams: at(more), upstream: 'a', key: typed });

test('whose key is used is said: the one typed here before the one that the server holds', () => {
  expect(words({ sandbox: true }, null)).toMatch(/no key needed/);
  expect(words({}, null)).toMatch(/with your key/);
  expect(words({ heldKey: key }, null)).toMatch(/with the server’s key/);
  expect(words({ heldKey: key }, key)).toMatch(/with your key/);
});
