/** What a server says, to be put into a tapped connection as if it had (protocol reference A4). */
import type { EventTemplate } from '../dialect.ts';

export const fishServerTemplates: readonly EventTemplate[] = [
  // Eight bytes: four samples of silence where the format is pcm, and no whole frame of any other.
  { name: 'audio', title: 'audio: a few bytes of sound', event: { event: 'audio', audio: { $bin: 'AAAAAAAAAAA=' } } },
  { name: 'finish', title: 'finish: all was said', event: { event: 'finish', reason: 'stop' } },
  { name: 'finish-error', title: 'finish: it went wrong', event: { event: 'finish', reason: 'error' } },
  {
    name: 'error',
    title: 'error: too many connections',
    event: { event: 'error', error: 'Concurrency limit exceeded', max_concurrency: 5 },
  },
  { name: 'log', title: 'log: a debug message', event: { event: 'log', message: 'debug' } },
];
