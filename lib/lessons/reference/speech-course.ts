/** The course of a session of fishspeech.live (protocol reference B4). */
import { outOfPlace as place } from './out-of-place.ts';
import type { Course } from './reference.ts';

const unanswered = 'What the service does is not known. The sandbox answers error and stays open.';
export const speechCourse: Course = {
  states: [
    { id: 'opened', title: 'Open', says: 'The upgrade was accepted; connected has not come.' },
    { id: 'connected', title: 'Connected', says: 'The server waits for start.' },
    { id: 'ready', title: 'Ready', says: 'The server waits for a text.' },
    {
      id: 'busy',
      title: 'Speaking',
      says: 'A text is being spoken: processing, audio with binary frames, then done. That error and stop lead back to Ready is inferred.',
    },
  ],
  moves: [
    { from: ['opened'], by: 'server', event: 'connected', to: 'connected' },
    { from: ['connected'], by: 'server', event: 'ready', to: 'ready' },
    { from: ['ready'], by: 'client', event: 'text', to: 'busy' },
    { from: ['busy'], by: 'server', event: 'done', to: 'ready' },
    { from: ['busy'], by: 'server', event: 'error', to: 'ready' },
    { from: ['busy'], by: 'client', event: 'stop', to: 'ready' },
  ],
  stays: [
    { state: 'connected', by: 'client', events: ['start'] },
    { state: 'ready', by: 'client', events: ['stop'] },
    { state: 'ready', by: 'server', events: ['stopped'] },
    { state: 'busy', by: 'server', events: ['processing', 'audio'] },
  ],
  outOfPlace: [
    place(
      'opened',
      'start',
      'B05',
      'The documented order is to wait for connected.',
      'Whether an early start is taken is not known. The sandbox takes it.',
    ),
    place('opened', 'text', 'B05', 'Wait for connected, send start, wait for ready.', unanswered),
    place('opened', 'stop', null, 'There is nothing to stop.', unanswered),
    place('connected', 'text', 'B05', 'Send start, and wait for ready.', unanswered),
    place('connected', 'stop', null, 'There is nothing to stop.', unanswered),
    place(
      'ready',
      'start',
      null,
      'start was sent already.',
      'Not documented. The sandbox takes the new one, and answers ready again.',
    ),
    place(
      'busy',
      'start',
      null,
      'start was sent already.',
      'Not documented. The sandbox gives up the text, takes the new start, and answers ready.',
    ),
    place(
      'busy',
      'text',
      'B10',
      'The text before it is not done.',
      'What the service does with it is not known. The sandbox lets it wait in a queue.',
    ),
  ],
};
