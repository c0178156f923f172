/** Reading `start.request`: the few values that shape what follows. */
import { fieldOf } from '../../bytes/node-field.ts';
import type { NodeTable, TreeNode } from '../../bytes/node-table.ts';
import { inspectMsgpack } from '../../msgpack/inspect.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import type { AudioAsk, AudioFormat } from '../dialect.ts';

export const fishFormats: readonly AudioFormat[] = ['mp3', 'opus', 'wav', 'pcm'];
/** Used by the server when the field is left out (protocol reference A3). */
export const defaultAsk: AudioAsk = { format: 'mp3', sampleRateHz: 44_100 };
const opusRateHz = 48_000;

export type StartRequest = { table: NodeTable; request: TreeNode | undefined };

/** The table of a start frame and its `request` map. */
export function readStart(bytes: Uint8Array): StartRequest {
  const table = inspectMsgpack(bytes);
  const request = fieldOf(table, 'request');
  return { table, request: request?.type === 'map' ? request : undefined };
}

/** The audio that was asked for; what is missing or unknown falls back to the server's default. */
export function askOf({ table, request }: StartRequest): AudioAsk {
  if (request === undefined) return defaultAsk;
  const asked = fieldOf(table, 'format', request.id)?.value;
  const format = fishFormats.find((known) => known === asked) ?? defaultAsk.format;
  const rate = fieldOf(table, 'sample_rate', request.id)?.value;
  const usual = format === 'opus' ? opusRateHz : defaultAsk.sampleRateHz;
  return { format, sampleRateHz: typeof rate === 'number' && rate > 0 && Number.isInteger(rate) ? rate : usual };
}

/** `request.text` is the one field a request must have; it is usually empty. */
export function requestProblem({ table, request }: StartRequest): Problem | null {
  if (request === undefined) return null;
  const text = fieldOf(table, 'text', request.id);
  if (text === undefined) return problem('bad_field', 'request has no field text', { field: 'request.text' });
  if (text.type === 'str') return null;
  return problem('bad_field', 'request.text must be a text (str)', { byte: text.start, field: 'request.text' });
}
