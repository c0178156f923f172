/** What can be said of the voices a `start` names: A13, A14, A42, A46, and A58 for what a reference lacks. */
import type { EventNote } from './request.ts';
import { fieldIn, type Value } from './value.ts';

export function voiceNotes(request: Value, model: string | undefined): EventNote[] {
  const notes: EventNote[] = [];
  const id = fieldIn(request, 'reference_id');
  const references = fieldIn(request, 'references');
  const items = references?.is === 'list' ? references.items : [];
  const nested = items.some((item) => item.is === 'list');
  for (const item of items) {
    for (const reference of item.is === 'list' ? item.items : [item]) notes.push(...referenceNotes(reference));
  }
  if (model === 's1' && references !== undefined && nested) {
    notes.push({ rule: 'A42', value: references, says: 'references has a list per speaker, but the model is s1.' });
  }
  if (model === 's1' && id?.is === 'list') {
    notes.push({ rule: 'A42', value: id, says: 'reference_id is a list, but the model is s1.' });
  }
  const named = id?.is === 'list' ? id.items.length > 0 : id?.is === 'text' && id.text !== '';
  if (id !== undefined && named && items.length > 0) {
    notes.push({ rule: 'A46', value: id, says: 'reference_id and references both choose a voice.' });
  }
  return notes;
}

function referenceNotes(reference: Value): EventNote[] {
  if (reference.is !== 'map') {
    return [{ rule: 'A58', value: reference, says: `${reference.path} must be a map with audio and text.` }];
  }
  const notes: EventNote[] = [];
  const missing = (name: string, must: string): EventNote => {
    const value = fieldIn(reference, name) ?? { ...reference, path: `${reference.path}.${name}` };
    return { rule: 'A58', value, says: `${value.path} must be ${must}.` };
  };
  const audio = reference.fields.get('audio');
  if (audio?.is === 'text') {
    notes.push({ rule: 'A13', value: audio, says: `${audio.path} is a text, not bytes.` });
  } else if (audio?.is === 'map' && audio.fields.size === 0) {
    notes.push({ rule: 'A14', value: audio, says: `${audio.path} is an empty map.` });
  } else if (audio?.is !== 'bytes') notes.push(missing('audio', 'bytes'));
  if (reference.fields.get('text')?.is !== 'text') notes.push(missing('text', 'a text: the transcript'));
  return notes;
}
