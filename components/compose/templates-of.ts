import type { Dialect } from '@/lib/dialects/dialect.ts';

/** What any session may hold beside the protocol's own events; `event` is one of those, for what stands inside. */
function directives(event: unknown): readonly { title: string; event: unknown }[] {
  return [
    { title: '$wait: for a time', event: { $wait: '200ms' } },
    { title: '$at: at a moment of the run', event: { $at: '1.5s' } },
    { title: '$until: no more audio comes', event: { $until: { audioIdle: '250ms', within: '10s' } } },
    { title: '$until: the connection is closed', event: { $until: { close: true, within: '10s' } } },
    {
      title: '$tokens: a text as a language model writes it',
      event: { $tokens: 'A longer text, sent in many small pieces.', like: 'openai', perSecond: 20 },
    },
    { title: '$raw: a frame as it stands', event: { $raw: { opcode: 'binary', hex: '81 a5' } } },
    { title: '$ping: a ping', event: { $ping: 'hello' } },
    { title: '$close: the end, with code and reason', event: { $close: { code: 1000, reason: '' } } },
    { title: '$repeat: steps several times', event: { $repeat: { times: 3, as: 'n', steps: [event] } } },
    { title: '$parallel: the same on several sockets', event: { $parallel: { sockets: 2, steps: [event] } } },
    { title: '$expect: no errors so far', event: { $expect: { noErrors: true } } },
    {
      title: '$expect: audio in time, all of it decodes',
      event: { $expect: { firstAudioWithin: '2s', audio: { decodes: true } } },
    },
  ];
}

/** What can be put into a session of this protocol: its events, then the directives. Titles read `start: mp3, balanced`. */
export function templatesOf(dialect: Dialect | null): readonly { title: string; event: unknown }[] {
  const inside = dialect?.templates.find(({ name }) => name === 'text')?.event;
  return [...(dialect?.templates ?? []), ...directives(inside ?? { $wait: '200ms' })];
}
