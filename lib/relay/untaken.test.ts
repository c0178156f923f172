/** What a page sends and nobody takes: bounded for all of its sessions together. */
import { expect, it } from 'vitest';
import { bench, id, open } from './testing/memory-bench.ts';

it('upstreams that take too little are too many together; one of them alone is not', () => {
  const { page, peers } = bench(undefined, { upBytes: 1000 });
  const p = page();
  for (const n of [1, 2]) p.say(open(id(n)));
  const [first, second] = peers;
  if (first === undefined || second === undefined) throw new Error('nothing was dialled');
  first.waiting = 600;
  p.send(id(1), 'text', new Uint8Array(1));
  expect(p.closedWith()).toBe(null);
  second.waiting = 600;
  // Who is taken from at once does not end the others.
  first.waiting = 0;
  p.send(id(1), 'text', new Uint8Array(1));
  expect(p.closedWith()).toBe(null);
  first.waiting = 600;
  p.send(id(2), 'text', new Uint8Array(1));
  expect(p.closedWith()).toBe(1013);
});
