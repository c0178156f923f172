/** Questions about the connection that both protocols leave open. */
import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { Evidence } from '../evidence.ts';
import { shown } from '../expect-value.ts';
import { grouped } from '../step.ts';
import { type Answer, type Probe, probe } from './probe.ts';
import { seqs } from './reaction.ts';
import {
  closeWords,
  endedByThem,
  framesOf,
  handshakeOf,
  headerOf,
  received,
  type SeenFrame,
  timeWords,
} from './sight.ts';

/** What the questions are asked with in one protocol. */
export type Asked = {
  dialect: string;
  /** Steps to the point where texts are taken, and those of a short text to the end of its reply. */
  begin: readonly string[];
  speak: readonly string[];
  /** An event that the protocol does not have, with room for a filler. */
  filled: (filler: string) => string;
  /** Event that ends a reply, and the one that refuses. */
  done: string;
  refuses: string;
};

const megabytes = [1, 4, 8];

export function connectionProbes(asked: Asked): Probe[] {
  return [pings(asked), idle(asked), size(asked), deflate(asked), refused(asked), slots(asked), pong(asked)];
}

const named = ({ dialect }: Asked, name: string) => (dialect === 'fish' ? name : `${dialect}-${name}`);

function pings(asked: Asked): Probe {
  return probe({
    name: named(asked, 'server-pings'),
    dialect: asked.dialect,
    question: 'Does the server send pings, and how often?',
    known: 'Not documented.',
    slow: true,
    steps: [...asked.begin, ...asked.speak, '{"$wait": "95s"}'],
    answer({ main }) {
      const all = received(main, 'ping');
      const end = endedByThem(main);
      const ended = end === null ? '' : ` The connection was ${closeWords(end)}.`;
      const [first, second] = all;
      if (first === undefined) return { says: `None came in a minute and a half.${ended}`, seqs: seqs(end) };
      const every = second === undefined ? '' : `, ${timeWords(second.t - first.t)} apart`;
      return { says: `Yes: ${all.length}${every}.${ended}`, seqs: seqs(first, second, end) };
    },
  });
}

function idle(asked: Asked): Probe {
  return probe({
    name: named(asked, 'idle-limit'),
    dialect: asked.dialect,
    question: 'How long may a socket be silent before the server drops it?',
    known:
      asked.dialect === 'fish'
        ? 'Others found it alive after 120 s and lost, with 1006, before 300 s.'
        : 'Not documented.',
    slow: true,
    steps: [...asked.begin, ...asked.speak, '{"$until": {"close": true, "within": "330s"}}'],
    answer({ main }) {
      const end = endedByThem(main);
      const last = framesOf(main, 'received').at(-1);
      if (end === null) return { says: 'It was still open after 330 s of silence.', seqs: seqs(last) };
      const quiet = timeWords(end.t - (last?.t ?? 0));
      return { says: `${capital(closeWords(end))} after ${quiet} of silence.`, seqs: seqs(last, end) };
    },
  });
}

/** The filler is never spoken: it stands in an event that servers do not know. A pong tells that the server is there still. */
function size(asked: Asked): Probe {
  return probe({
    name: named(asked, 'message-size'),
    dialect: asked.dialect,
    question: 'How large may a message be?',
    known: 'Not documented. Clients stop at 1 to 10 MiB of their own.',
    steps: () => [
      ...asked.begin,
      ...megabytes.flatMap((mb) => [
        asked.filled('x'.repeat(mb * 2 ** 20)),
        '{"$ping": "still there?"}',
        '{"$until": {"event": "pong", "within": "30s"}}',
      ]),
    ],
    answer({ main }) {
      const large = framesOf(main, 'sent').filter(({ seq }) => sizeOf(main, seq) > 2 ** 19);
      const pongs = received(main, 'pong');
      const taken = large.filter((one, i) => {
        const next = large[i + 1]?.seq ?? Number.POSITIVE_INFINITY;
        return pongs.some(({ seq }) => seq > one.seq && seq < next);
      });
      const end = endedByThem(main);
      const [best, worst] = [taken.at(-1), large[taken.length]];
      const mb = (of: SeenFrame) => `${Math.round(sizeOf(main, of.seq) / 2 ** 20)} MiB`;
      const fits =
        best === undefined
          ? 'Not even 1 MiB is taken'
          : `${mb(best)} ${large.length === taken.length ? 'and less are' : 'is'} taken`;
      const limit =
        worst === undefined
          ? ''
          : `; at ${mb(worst)} ${end === null ? 'no answer came' : `the connection is ${closeWords(end)}`}`;
      return { says: `${fits}${limit}.`, seqs: seqs(best, worst, end) };
    },
  });
}

function sizeOf(evidence: Evidence, seq: number): number {
  const entry = evidence.entry(seq);
  return entry.kind === 'frame' ? entry.bytes.length : 0;
}

function deflate(asked: Asked): Probe {
  return probe({
    name: named(asked, 'deflate'),
    dialect: asked.dialect,
    question: 'Does the server accept permessage-deflate?',
    known: 'Some clients offer it; whether it is accepted is not known.',
    asks: 'deflate',
    steps: ['{"$wait": "100ms"}'],
    answer({ main }) {
      const shake = handshakeOf(main);
      const extensions = headerOf(main, 'sec-websocket-extensions');
      if (shake?.status !== 101 && extensions === null) return refusal(main);
      if (extensions === null) return { says: 'No: the answer to the upgrade names no extension.', seqs: seqs(shake) };
      return { says: `Yes: ${shown(extensions)}.`, seqs: seqs(shake) };
    },
  });
}

function refused(asked: Asked): Probe {
  return probe({
    name: named(asked, 'refused-upgrade'),
    dialect: asked.dialect,
    question: 'How is a wrong key refused: which status, which body?',
    known:
      asked.dialect === 'fish'
        ? 'Clients expect 401, 402 and 403; the body is known of the REST endpoint alone.'
        : 'Not documented: a status, or an error event.',
    asks: 'wrong-key',
    steps: [...asked.begin, '{"$wait": "1s"}'],
    answer: ({ main }) => refusal(main),
  });
}

function refusal(main: Evidence): Answer {
  const shake = handshakeOf(main);
  const end = endedByThem(main);
  if (shake === null) return { says: 'There was no answer to the upgrade.', seqs: seqs(end) };
  const error = received(main, 'error')[0];
  if (shake.status === 101 && error !== undefined)
    return {
      says: `The upgrade is let through; an error event follows${end === null ? '' : `, then it is ${closeWords(end)}`}.`,
      seqs: seqs(shake, error, end),
    };
  if (shake.status === 101)
    return {
      says:
        end === null ? 'It is not refused.' : `The upgrade is let through, then the connection is ${closeWords(end)}.`,
      seqs: seqs(shake, end),
    };
  const { text } = decodeUtf8(shake.body ?? new Uint8Array(0));
  const body = text === '' ? 'without a body' : `with the body ${shown(text)}`;
  const type = headerOf(main, 'content-type');
  return { says: `Status ${shake.status} ${body}${type === null ? '' : ` (${type})`}.`, seqs: seqs(shake) };
}

function slots(asked: Asked): Probe {
  const idlers = Array.from({ length: 5 }, (_, i) => `{"name": "idle ${i + 1}", "steps": [{"$wait": "12s"}]}`);
  const speaks = [...asked.begin, ...asked.speak].map((step) => step.trim()).join(', ');
  return probe({
    name: named(asked, 'idle-slots'),
    dialect: asked.dialect,
    question: 'Does an open socket that does nothing count as a session of the account?',
    known: 'Accounts have 5, 15 or 50 sessions at once; whether idle sockets count is not documented.',
    steps: [`{"$parallel": [${idlers.join(', ')}, {"name": "speaker", "steps": [{"$wait": "2s"}, ${speaks}]}]}`],
    answer({ main, beside }) {
      const all = [main, ...beside];
      const count = headerWords(all);
      const turnedDown = all.findIndex((one) => (handshakeOf(one)?.status ?? 101) !== 101);
      if (turnedDown > 0) {
        const { says, seqs: at } = refusal(all[turnedDown] as Evidence);
        return {
          says: `Yes, or the account is full: socket ${turnedDown + 1} is refused. ${says}${count}`,
          seqs: at,
          socket: turnedDown,
        };
      }
      const speaker = beside.findIndex((one) => framesOf(one, 'sent').length > 0);
      const one = beside[speaker];
      if (one === undefined) return { says: 'Not asked: the sockets could not be opened.', seqs: [] };
      const no = received(one, asked.refuses)[0];
      const yes = received(one, asked.done)[0];
      const socket = speaker + 1;
      const open = beside.length;
      if (no !== undefined)
        return {
          says: `Yes, or the account is full: with ${open} idle sockets beside it the next session is refused.${count}`,
          seqs: [no.seq],
          socket,
        };
      if (yes === undefined)
        return { says: `The session beside ${open} idle sockets came to no end.${count}`, seqs: [], socket };
      return {
        says: `No, or the account has more than ${open}: beside ${open} idle sockets a session went through.${count}`,
        seqs: [yes.seq],
        socket,
      };
    },
  });
}

/** Seen on the REST endpoint: the server's own count. */
function headerWords(all: readonly Evidence[]): string {
  const values = all.map((one) => headerOf(one, 'ratelimit-current-concurrency')).filter((value) => value !== null);
  return values.length === 0 ? '' : ` The server counts ${values.map((value) => shown(value)).join(', ')}.`;
}

function pong(asked: Asked): Probe {
  const [first, ...rest] = asked.speak;
  return probe({
    name: named(asked, 'pong-while-speaking'),
    dialect: asked.dialect,
    question: 'How soon is a ping answered while speech is made?',
    known: 'Others saw no pong for more than 20 s in long texts.',
    steps: [...asked.begin, first ?? '', '{"$ping": "one"}', ...rest, '{"$ping": "two"}', '{"$wait": "1s"}'],
    answer({ main }) {
      const asks = framesOf(main, 'sent').filter(({ event }) => event === 'ping');
      const answers = received(main, 'pong');
      if (answers.length === 0) return { says: 'Not at all: no pong came.', seqs: seqs(...asks, endedByThem(main)) };
      // A pong carries the bytes of its ping; one may be left out where a later one is answered.
      const took = asks.map((ask) => {
        const own = answers.find(({ seq }) => seq > ask.seq && wordsOf(main, seq) === wordsOf(main, ask.seq));
        return own === undefined ? 'never' : grouped(Math.round(own.t - ask.t));
      });
      const says = took.includes('never')
        ? `While speaking: ${within(took[0])}; after it: ${within(took[1])}.`
        : `After ${took.join(' and ')} ms (while speaking, and after it).`;
      return { says, seqs: seqs(...asks, ...answers) };
    },
  });
}

function wordsOf(evidence: Evidence, seq: number): string {
  const entry = evidence.entry(seq);
  return entry.kind === 'frame' ? decodeUtf8(entry.bytes).text : '';
}

function within(took: string | undefined): string {
  return took === undefined || took === 'never' ? 'never' : `${took} ms`;
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
