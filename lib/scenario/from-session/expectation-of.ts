/** Pins what was met in a session as an expectation, to be put behind the steps that led to it. */
import { toHex } from '../../bytes/hex.ts';
import type { NodeTable, TreeNode } from '../../bytes/node-table.ts';
import type { SessionRecord } from '../../codegen/read-script.ts';
import type { Dialect, Reading } from '../../dialects/dialect.ts';
import type { Entry, FrameEntry } from '../../session/entry.ts';
import { textValue } from '../raw-text.ts';

type FrameLine = Entry & FrameEntry;

/** A longer frame is pinned by its event alone. */
const mostPinnedBytes = 1024;
const mostPinnedText = 200;

/**
 * The text of a `$expect` step. A received event is pinned by its name and its fields: texts, booleans and nil as they are, numbers and
 * all that is large as being there, since times and sound differ from run to run. A frame that was sent, or that is no event, is pinned
 * by its bytes; a close by its code. Null for what a step cannot expect.
 */
export function expectationOf(record: SessionRecord, seq: number, dialect: Dialect): string | null {
  const entry = record.entry(seq);
  if (entry.kind === 'close') {
    const code = entry.code >= 1000 && entry.code <= 4999 ? entry.code : 1006;
    return `{ "$expect": { "close": { "code": ${code}, "by": "${entry.by}" } } }`;
  }
  if (entry.kind !== 'frame' || entry.opcode === 'ping' || entry.opcode === 'pong') return null;
  const { reading, nth } = placeOf(record, seq, dialect);
  const table = dialect.inspect(entry, reading);
  const isEvent = entry.dir === 'received' && reading.event !== 'unreadable' && reading.problem === null;
  if (isEvent) return `{ "$expect": { "event": ${textValue(reading.event)}${whereText(table)} } }`;
  if (entry.bytes.length > mostPinnedBytes) return null;
  const hex = toHex(entry.bytes, ' ');
  return `{ "$expect": { "frame": { "dir": "${entry.dir}", "nth": ${nth}, "hex": "${hex}" } } }`;
}

/** What the reader makes of the frame, in its place of the session, and which data frame of its direction it is. */
function placeOf(record: SessionRecord, seq: number, dialect: Dialect): { reading: Reading; nth: number } {
  const reader = dialect.openReader();
  const { dir } = record.entry(seq) as FrameLine;
  let nth = 0;
  for (let at = 1; at < seq; at++) {
    const entry = record.entry(at);
    if (entry.kind !== 'frame' || entry.leg === 'upstream') continue;
    reader.read(entry);
    if (entry.dir === dir && (entry.opcode === 'text' || entry.opcode === 'binary')) nth++;
  }
  return { reading: reader.read(record.entry(seq) as FrameLine), nth: nth + 1 };
}

function whereText(table: NodeTable | null): string {
  const root = table?.nodes[0];
  if (table === null || root?.type !== 'map') return '';
  const fields = root.children
    .map((id) => table.nodes[id] as TreeNode)
    .filter(({ role }) => role === 'value')
    .map((node) => ({ node, name: String(table.nodes[node.keyNode]?.value) }))
    // A path cannot say every name.
    .filter(({ name }) => name !== 'event' && /^[A-Za-z0-9_-]+$/.test(name))
    .map(({ node, name }) => `"${name}": ${testText(node)}`);
  return fields.length === 0 ? '' : `, "where": { ${fields.join(', ')} }`;
}

function testText({ type, value }: TreeNode): string {
  if (type === 'str' && typeof value === 'string' && value.length <= mostPinnedText) return textValue(value);
  return type === 'bool' || type === 'nil' ? JSON.stringify(value) : '{ "present": true }';
}
