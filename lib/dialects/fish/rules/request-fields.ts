/** The fields of `start.request`, one line each: what they may hold, and the rule that says so. */
import type { Severity } from '../../rule.ts';
import { fishFormats } from '../start-request.ts';
import { cited } from './tally.ts';
import { fieldIn, textIn, type Value } from './value.ts';

/** `value` is the place. */
export type Note = { says: string; value: Value };
type FieldNote = Note & { rule: string; severity?: Severity };
export type FieldCheck = { nullable: boolean; note(value: Value, request: Value): FieldNote | null };

const checked = (rule: string, fits: (value: Value) => boolean, must: string, nullable = false): FieldCheck => ({
  nullable,
  note: (value) =>
    fits(value) ? null : { rule, value, says: `${value.path} is ${shown(value)}; it must be ${must}.` },
});

const isInt = (value: Value) => value.is === 'number' && Number.isInteger(value.number);
const bool = checked('A58', (value) => value.is === 'bool', 'true or false');
const text = checked('A58', (value) => value.is === 'text', 'a text');
const number = checked('A58', (value) => value.is === 'number' && !Number.isNaN(value.number), 'a number');
const oneOf = (rule: string, names: readonly string[]) =>
  checked(rule, (value) => value.is === 'text' && names.includes(value.text), `one of ${names.join(', ')}`);
/** A wrong type is a mistake of its own; a number out of range is accepted by the server. */
const unit: FieldCheck = {
  nullable: false,
  note(value) {
    if (value.is !== 'number') return number.note(value, value);
    if (within(value, 0, 1)) return null;
    return { rule: 'A40', value, says: `${value.path} is ${value.number}; documented is 0 to 1.` };
  },
};

const rates: ReadonlyMap<string, readonly number[]> = new Map([
  ['wav', [8000, 16000, 24000, 32000, 44100]],
  ['pcm', [8000, 16000, 24000, 32000, 44100]],
  ['mp3', [32000, 44100]],
  ['opus', [48000]],
]);
const rate: FieldCheck = {
  nullable: true,
  note(value, request) {
    const format = fieldIn(request, 'format') === undefined ? 'mp3' : (textIn(request, 'format') ?? '');
    const made = rates.get(format);
    // A format that is none is told by its own rule; the rate may still be one that some format has.
    const fitting = made ?? [...rates.values()].flat();
    if (value.is === 'number' && fitting.includes(value.number)) return null;
    const of = made === undefined ? '' : ` ${format} is made with ${made.join(', ')}.`;
    return { rule: 'A34', value, says: `${value.path} is ${shown(value)}.${of}` };
  },
};

const oldBitrates = [24, 32, 48, 64];
const opusBitrate: FieldCheck = {
  nullable: false,
  note(value, request) {
    if (value.is !== 'number') return number.note(value, value);
    if (!oldBitrates.includes(value.number)) return null;
    const severity = textIn(request, 'format') === 'opus' ? 'warning' : 'info';
    const says = `${value.path} is ${value.number}: the unit is bits per second now, ${value.number * 1000}.`;
    return { rule: 'A36', value, says, severity };
  },
};
const isVoice = (value: Value) =>
  value.is === 'text' || (value.is === 'list' && value.items.every((item) => item.is === 'text'));
const isNames = (value: Value) => value.is === 'list' && value.items.every((item) => item.is === 'text');

/** A Map, since names come from the wire. What a list of `references` holds is looked at elsewhere. */
export const fieldChecks: ReadonlyMap<string, FieldCheck> = new Map<string, FieldCheck>([
  ['text', text],
  ['format', oneOf('A33', fishFormats)],
  ['sample_rate', rate],
  ['mp3_bitrate', checked('A35', (v) => v.is === 'number' && [64, 128, 192].includes(v.number), '64, 128 or 192')],
  ['opus_bitrate', opusBitrate],
  ['latency', oneOf('A37', ['low', 'normal', 'balanced'])],
  ['chunk_length', checked('A38', (v) => isInt(v) && within(v, 100, 300), 'a whole number from 100 to 300')],
  ['min_chunk_length', checked('A38', (v) => isInt(v) && within(v, 0, 100), 'a whole number from 0 to 100')],
  ['normalize', bool],
  ['temperature', unit],
  ['top_p', unit],
  ['repetition_penalty', number],
  ['max_new_tokens', checked('A58', (v) => isInt(v) && within(v, 0, Number.POSITIVE_INFINITY), 'a whole number')],
  ['condition_on_previous_chunks', bool],
  ['early_stop_threshold', number],
  ['reference_id', checked('A58', isVoice, 'a voice id or a list of them', true)],
  ['references', checked('A58', (value) => value.is === 'list', 'a list', true)],
  ['prosody', checked('A58', (value) => value.is === 'map', 'a map', true)],
  ['features', checked('A58', isNames, 'a list of texts')],
]);

/** Whether a key belongs inside `request`. */
export function isRequestField(name: string): boolean {
  return fieldChecks.has(name);
}

/** Whether a value is a number of this range; NaN is in none. */
export function within(value: Value, least: number, most: number): boolean {
  return value.is === 'number' && value.number >= least && value.number <= most;
}

/** A value inside a sentence. */
export function shown(value: Value): string {
  if (value.is === 'text') return cited(value.text);
  return value.is === 'number' ? String(value.number) : `a ${value.is}`;
}
