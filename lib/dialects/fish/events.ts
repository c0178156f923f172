/** The events of Fish Audio's live TTS, as of the documents of August and September 2026 (protocol reference A3, A4). */
import type { Role } from '../dialect.ts';

/**
 * What a field must be on the wire. `time` is a finite number that is not negative, `count` a whole one; `ending` is `stop` or
 * `error`; `map?` may be nil.
 */
export type FieldRule = {
  name: string;
  is: 'str' | 'bin' | 'map' | 'map?' | 'time' | 'count' | 'ending';
  required: boolean;
};
/** `also`: keys that real servers send beside these, whatever they hold. */
export type FishEvent = {
  from: 'client' | 'server';
  role: Role;
  fields: readonly FieldRule[];
  also?: readonly string[];
};

const must = (name: string, is: FieldRule['is']): FieldRule => ({ name, is, required: true });
const may = (name: string, is: FieldRule['is']): FieldRule => ({ name, is, required: false });

/** A Map, since names come from the wire: `constructor` must be an unknown event like any other. */
export const fishEvents: ReadonlyMap<string, FishEvent> = new Map<string, FishEvent>([
  ['start', { from: 'client', role: 'config', fields: [must('request', 'map')] }],
  ['text', { from: 'client', role: 'text', fields: [must('text', 'str')] }],
  ['flush', { from: 'client', role: 'flush', fields: [] }],
  ['stop', { from: 'client', role: 'end', fields: [] }],
  [
    'audio',
    {
      from: 'server',
      role: 'audio',
      fields: [
        must('audio', 'bin'),
        may('time', 'time'),
        // On the path with timestamps only, where they always stand; a frame does not say which path it came on.
        may('content', 'str'),
        may('alignment', 'map?'),
        may('chunk_seq', 'count'),
        may('chunk_audio_offset_sec', 'time'),
      ],
    },
  ],
  [
    'finish',
    { from: 'server', role: 'done', fields: [must('reason', 'ending'), may('time', 'time')], also: ['message'] },
  ],
  [
    'error',
    { from: 'server', role: 'error', fields: [must('error', 'str'), may('max_concurrency', 'count')], also: ['time'] },
  ],
  // Sent to sessions whose start had `debug: true`; in no document since late 2025.
  ['log', { from: 'server', role: 'meta', fields: [must('message', 'str')], also: ['time'] }],
]);

const namesFrom = (side: FishEvent['from']) =>
  [...fishEvents].filter(([, event]) => event.from === side).map(([name]) => name);

export const clientEvents = namesFrom('client');
export const serverEvents = namesFrom('server');
