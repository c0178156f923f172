import { expect, it } from 'vitest';
import { nodeAtPath } from '@/lib/bytes/node-path.ts';
import type { TreeNode } from '@/lib/bytes/node-table.ts';
import { encodeMsgpack } from '@/lib/msgpack/encode.ts';
import { inspectMsgpack } from '@/lib/msgpack/inspect.ts';
import { nodeBytes, nodeFileName, nodeText } from './node-take.ts';
import { parentsOf, problemsByNode } from './problem-places.ts';

const audio = Uint8Array.of(0xff, 0x00, 0x0a, 0x80);
const frame = encodeMsgpack({ event: 'start', request: { references: [{ audio, text: 'hi' }] } });
const table = inspectMsgpack(frame);
const node = (path: string) => nodeAtPath(table, path) as TreeNode;

it('a byte string is taken along as its payload, byte for byte', () => {
  expect(nodeBytes(node('request.references[0].audio'), frame).bytes).toEqual(audio);
  expect(nodeText('base64', table, node('request.references[0].audio'), frame)).toBe('/wAKgA==');
});

it('any other value as it stands on the wire', () => {
  expect(nodeText('hex', table, node('event'), frame)).toBe('a57374617274');
});

it('a value as JSON and as a path', () => {
  expect(JSON.parse(nodeText('JSON', table, node('request.references'), frame))).toEqual([
    { audio: { $bin: '/wAKgA==' }, text: 'hi' },
  ]);
  expect(nodeText('path', table, node('request.references[0].text'), frame)).toBe('request.references[0].text');
});

it('a file name holds nothing that a path could be made of', () => {
  expect(nodeFileName('0123456789', 12, 'request.references[0].audio')).toBe(
    'wiretone-01234567-12-request-references-0-audio.bin',
  );
  expect(nodeFileName('0123456789', 12, '["../../etc"]')).toBe('wiretone-01234567-12-etc.bin');
  expect(nodeFileName('0123456789', 12, '$')).toBe('wiretone-01234567-12.bin');
});

it('what was expected at a cut stands beside the value that was being read, and that value is in sight', () => {
  const cut = inspectMsgpack(frame.subarray(0, frame.length - 1));
  const places = problemsByNode(cut, cut.problems);
  const [id, problem] = [...places][0] ?? [];
  expect(problem?.code).toBe('E_TRUNCATED');
  const text = nodeAtPath(cut, 'request.references[0].text');
  expect(id).toBe(text?.id);
  expect(parentsOf(cut, places.keys()).has(nodeAtPath(cut, 'request.references[0]')?.id ?? -1)).toBe(true);
});
