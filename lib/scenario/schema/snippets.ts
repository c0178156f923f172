import type { Dialect } from '../../dialects/dialect.ts';
import type { Schema } from './notation-schema.ts';

/** What is offered where a step may begin, beside the events of the dialect. */
export function directiveSnippets(dialect: Dialect): Schema[] {
  const last = dialect.serverEvents.find((name) => name === 'finish' || name === 'done') ?? dialect.serverEvents[0];
  const event = dialect.templates.find(({ name }) => name === 'text')?.event ?? { event: dialect.clientEvents[0] };
  return [
    snippet('$wait: a pause', { $wait: '200ms' }),
    snippet('$at: a moment of the run', { $at: '1.5s' }),
    snippet(`$until: ${last} was received`, { $until: { event: last, within: '10s' } }),
    snippet('$until: the audio has ended', { $until: { audioIdle: '250ms', within: '10s' } }),
    snippet('$until: the connection is closed', { $until: { close: true, within: '10s' } }),
    snippet('$tokens: a text as a language model writes it', {
      $tokens: 'A longer text, sent in many small pieces.',
      like: 'openai',
      perSecond: 20,
    }),
    snippet('$raw: a frame in bytes', { $raw: { opcode: 'binary', hex: '81 a5' } }),
    snippet('$raw: a text frame', { $raw: { opcode: 'text', text: '{}' } }),
    snippet('$ping: a ping', { $ping: 'hello' }),
    snippet('$close: the end, with code and reason', { $close: { code: 1000, reason: '' } }),
    snippet('$repeat: steps several times', { $repeat: { times: 3, as: 'n', steps: [event] } }),
    snippet('$parallel: the same on several sockets', { $parallel: { sockets: 2, steps: [event] } }),
    snippet('$expect: no errors so far', { $expect: { noErrors: true } }),
    snippet(`$expect: one ${last}`, { $expect: { event: last, count: 1 } }),
    snippet('$expect: audio in time, and all of it decodes', {
      $expect: { firstAudioWithin: '2s', audio: { decodes: true } },
    }),
  ];
}

/** In the text of a snippet `$wait` would be a variable: it is escaped, to be inserted as it stands. */
function snippet(label: string, step: object): Schema {
  return { label, bodyText: JSON.stringify(step, null, '\t').replace(/[\\$]/g, '\\$&') };
}
