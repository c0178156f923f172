/** What can be said of one `start`: its keys, their types and ranges. The same for the wire and the editor. */
import { meant } from '../../../bytes/near-name.ts';
import type { Severity } from '../../rule.ts';
import { fieldChecks, isRequestField, type Note, shown, within } from './request-fields.ts';
import { cited } from './tally.ts';
import { fieldIn, type Value } from './value.ts';
import { voiceNotes } from './voice.ts';

export type EventNote = Note & { rule: string; severity?: Severity };

/** `model`: the one in force, where it is known. */
export function startNotes(event: Value, model: string | undefined): EventNote[] {
  if (event.is !== 'map') return [];
  const notes: EventNote[] = [];
  const flat = [...event.fields.entries()].filter(([name]) => isRequestField(name));
  for (const [name, value] of flat) {
    notes.push({ rule: 'A18', value, says: `${cited(name)} stands beside "event"; it belongs inside "request".` });
  }
  const debug = event.fields.get('debug');
  if (debug !== undefined) notes.push({ rule: 'A47', value: debug, says: 'start has a key "debug".' });
  const request = event.fields.get('request');
  if (request?.is === 'map') return [...notes, ...requestNotes(request, model)];
  if (request !== undefined) notes.push({ rule: 'A58', value: request, says: 'request must be a map.' });
  else if (flat.length === 0) notes.push({ rule: 'A58', value: { ...event, path: 'request' }, says: noRequest });
  return notes;
}

const noRequest = 'start has no field request.';

function requestNotes(request: Value & { is: 'map' }, model: string | undefined): EventNote[] {
  const notes: EventNote[] = [];
  if (!request.fields.has('text')) {
    const says = 'request has no field text; it is required, and usually empty.';
    notes.push({ rule: 'A58', value: { ...request, path: 'request.text' }, says });
  }
  for (const [name, value] of request.fields) {
    const note = fieldNote(name, value, request);
    if (note !== null) notes.push(note);
  }
  return [...notes, ...prosodyNotes(fieldIn(request, 'prosody'), model), ...voiceNotes(request, model)];
}

function fieldNote(name: string, value: Value, request: Value): EventNote | null {
  if (name === 'debug') return { rule: 'A47', value, says: 'debug stands inside request, where it means nothing.' };
  const isModel = name === 'model' || name === 'model_id';
  const check = fieldChecks.get(name);
  if (check === undefined && !isModel) {
    return {
      rule: 'A41',
      value,
      says: `request.${cited(name).slice(1, -1)} is not a field of this protocol${meant(name, fieldChecks.keys()) || '.'}`,
    };
  }
  if (value.is === 'nil') return check?.nullable ? null : { rule: 'A15', value, says: `request.${name} is nil.` };
  if (check === undefined) return { rule: 'A06', value, says: `request.${name} has no effect on the model.` };
  return check.note(value, request);
}

function prosodyNotes(prosody: Value | undefined, model: string | undefined): EventNote[] {
  if (prosody?.is !== 'map') return [];
  const notes: EventNote[] = [];
  for (const [name, value] of prosody.fields) {
    if (value.is === 'nil') {
      if (['speed', 'volume', 'normalize_loudness'].includes(name)) {
        notes.push({ rule: 'A15', value, says: `${value.path} is nil.` });
      }
    } else if (name === 'speed' && !within(value, 0.5, 2)) {
      notes.push({ rule: 'A39', value, says: `${value.path} is ${shown(value)}; it goes from 0.5 to 2.` });
    } else if (name === 'volume' && !within(value, -20, 20)) {
      const says = `${value.path} is ${shown(value)}; it goes from -20 to 20 decibels.`;
      notes.push({ rule: 'A39', value, says, severity: 'warning' });
    } else if (name === 'normalize_loudness') {
      if (value.is !== 'bool') notes.push({ rule: 'A58', value, says: `${value.path} must be true or false.` });
      else if (model === 's1') notes.push({ rule: 'A44', value, says: `${value.path} has no effect with s1.` });
    }
  }
  return notes;
}
