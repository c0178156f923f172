/** What a server says, to be put into a tapped connection as if it had (protocol reference B3). Sound itself comes in plain binary frames. */
import type { EventTemplate } from '../dialect.ts';

export const speechServerTemplates: readonly EventTemplate[] = [
  { name: 'connected', title: 'connected: the socket is there', event: { event: 'connected', message: 'connected' } },
  { name: 'ready', title: 'ready: the start was taken', event: { event: 'ready', message: 'ready' } },
  { name: 'processing', title: 'processing: a text has begun', event: { event: 'processing', text: 'Hello.' } },
  { name: 'audio', title: 'audio: sound follows', event: { event: 'audio', format: 'mp3', text: 'Hello.' } },
  { name: 'done', title: 'done: a text was said', event: { event: 'done', text: 'Hello.' } },
  { name: 'error', title: 'error: it went wrong', event: { event: 'error', message: 'Something went wrong' } },
  { name: 'stopped', title: 'stopped: the answer to stop', event: { event: 'stopped' } },
];
