/** The events of fishspeech.live. All that is known comes from one playground page (protocol reference B2, B3). */
import type { Role } from '../dialect.ts';

export type TextRule = { name: string; is: 'str' | 'map'; required: boolean };
export type SpeechEvent = { from: 'client' | 'server'; role: Role; fields: readonly TextRule[] };

const text = (name: string, required = true): TextRule => ({ name, is: 'str', required });

/** A Map, since names come from the wire: `constructor` must be an unknown event like any other. */
export const speechEvents: ReadonlyMap<string, SpeechEvent> = new Map<string, SpeechEvent>([
  [
    'start',
    { from: 'client', role: 'config', fields: [text('token', false), { name: 'request', is: 'map', required: false }] },
  ],
  ['text', { from: 'client', role: 'text', fields: [text('text')] }],
  // Ends the current processing, not the session.
  ['stop', { from: 'client', role: 'cancel', fields: [] }],
  ['connected', { from: 'server', role: 'meta', fields: [text('message', false)] }],
  ['ready', { from: 'server', role: 'meta', fields: [text('message', false)] }],
  ['processing', { from: 'server', role: 'meta', fields: [text('text')] }],
  // Says that the binary frames that follow are sound; holds none itself.
  ['audio', { from: 'server', role: 'meta', fields: [text('format'), text('text')] }],
  ['done', { from: 'server', role: 'done', fields: [text('text')] }],
  ['error', { from: 'server', role: 'error', fields: [text('message'), text('text', false)] }],
  ['stopped', { from: 'server', role: 'done', fields: [] }],
]);

const namesFrom = (side: SpeechEvent['from']) =>
  [...speechEvents].filter(([, event]) => event.from === side).map(([name]) => name);

export const clientEvents = namesFrom('client');
export const serverEvents = namesFrom('server');
