/** Reading the alignment of an audio event (protocol reference A4, the path with timestamps). */
import { fieldOf } from '../../bytes/node-field.ts';
import type { NodeTable, TreeNode } from '../../bytes/node-table.ts';
import { kindOf, kinds } from '../../msgpack/header.ts';
import { inspectMsgpack } from '../../msgpack/inspect.ts';
import { type Peek, valueAt } from '../../msgpack/peek.ts';
import { scalarAt } from '../../msgpack/scalar.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import type { Alignment } from '../word-track.ts';

export type ReadAlignment = { alignment: Alignment | null; problem: Problem | null };

const noNews: ReadAlignment = { alignment: null, problem: null };

/** Whether the event has a snapshot: an `alignment` that is a map. Nil is no news; anything else is for the check of the fields. */
export function hasAlignment(bytes: Uint8Array, peek: Peek): boolean {
  const { fields } = peek;
  // Every frame of audio is asked: without a map among its values, no name need be compared.
  let maps = false;
  for (let i = 1; i < fields.length && !maps; i += 3) maps = kindOf[bytes[fields[i] as number] as number] === kinds.map;
  if (!maps) return false;
  const at = valueAt(bytes, peek, 'alignment');
  return at !== -1 && kindOf[bytes[at] as number] === kinds.map;
}

/**
 * The snapshot of an event that `hasAlignment`. Words that cannot be placed are left out, and the first of them is the problem.
 * Total; the times are finite and not negative, and ends do not come before starts.
 */
export function readAlignment(bytes: Uint8Array, peek: Peek): ReadAlignment {
  const table = inspectMsgpack(bytes);
  const map = fieldOf(table, 'alignment');
  if (map?.type !== 'map') return noNews;
  const list = fieldOf(table, 'segments', map.id);
  if (list?.type !== 'array') return { alignment: null, problem: wrong('segments', 'must be a list', list ?? map) };
  let found: Problem | null = null;
  const segments: { text: string; startS: number; endS: number }[] = [];
  for (const [i, id] of list.children.entries()) {
    const item = table.nodes[id] as TreeNode;
    const segment = segmentOf(table, item);
    if (segment !== null) segments.push(segment);
    else found ??= wrong(`segments[${i}]`, 'must hold a text, a start, and an end that is not before it', item);
  }
  const duration = secondsOf(fieldOf(table, 'audio_duration', map.id));
  if (duration === null) found ??= wrong('audio_duration', 'must be a finite number that is not negative', map);
  return { alignment: { ...placeOf(bytes, peek), segments, durationS: duration ?? 0 }, problem: found };
}

/** `chunk_seq` and `chunk_audio_offset_sec`; 0 where they cannot be. */
export function placeOf(bytes: Uint8Array, peek: Peek): { chunk: number; offsetS: number } {
  const figure = (name: string) => {
    const value = scalarAt(bytes, valueAt(bytes, peek, name), 32);
    return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : 0;
  };
  return { chunk: figure('chunk_seq'), offsetS: figure('chunk_audio_offset_sec') };
}

function segmentOf(table: NodeTable, item: TreeNode): Alignment['segments'][number] | null {
  if (item.type !== 'map') return null;
  const text = fieldOf(table, 'text', item.id);
  const startS = secondsOf(fieldOf(table, 'start', item.id));
  const endS = secondsOf(fieldOf(table, 'end', item.id));
  if (text?.type !== 'str' || startS === null || endS === null || endS < startS) return null;
  return { text: text.value as string, startS, endS };
}

/** A number that a time can be; null for none. */
function secondsOf(node: TreeNode | undefined): number | null {
  return typeof node?.value === 'number' && Number.isFinite(node.value) && node.value >= 0 ? node.value : null;
}

function wrong(field: string, must: string, node: TreeNode): Problem {
  const path = `alignment.${field}`;
  return problem('bad_field', `${path} ${must}`, { byte: node.start, field: path });
}
