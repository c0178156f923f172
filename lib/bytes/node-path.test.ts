import { expect, it } from 'vitest';
import { encodeMsgpack } from '../msgpack/encode.ts';
import { inspectMsgpack } from '../msgpack/inspect.ts';
import { nodeAtPath, pathOf } from './node-path.ts';

const table = inspectMsgpack(
  encodeMsgpack({ event: 'start', request: { 'odd key': 1, references: [{ text: 'a' }, { text: 'b' }] } }),
);

it('every value has a path that reads like code, and the path leads back to it', () => {
  const values = table.nodes.filter(({ role }) => role !== 'key');
  expect(values.map((node) => pathOf(table, node))).toEqual([
    '$',
    'event',
    'request',
    'request["odd key"]',
    'request.references',
    'request.references[0]',
    'request.references[0].text',
    'request.references[1]',
    'request.references[1].text',
  ]);
  for (const node of values) {
    const path = pathOf(table, node);
    if (!path.includes('"')) expect(nodeAtPath(table, path)).toBe(node);
  }
});

it('places may stand between dots; what is not there is null', () => {
  expect(nodeAtPath(table, 'request.references.1.text')?.value).toBe('b');
  expect(nodeAtPath(table, 'request.format')).toBeNull();
  expect(nodeAtPath(table, 'event.more')).toBeNull();
});
