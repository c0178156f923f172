/** A10 to A12, A17, A52, A58 to A60, A62: whether a frame is an event, and one of its side. */
import { decodeUtf8 } from '../../../bytes/utf8.ts';
import { type Peek, peekEvent } from '../../../msgpack/peek.ts';
import { scalarAt } from '../../../msgpack/scalar.ts';
import { placedDetail } from '../../../problem/problem.ts';
import { clientEvents, fishEvents, serverEvents } from '../events.ts';
import { looksLike } from './looks-like.ts';
import { row } from './rule-text.ts';
import { type Part, proofOf, type Seen } from './scene.ts';
import { cited, type Tally } from './tally.ts';
import type { Value } from './value.ts';

export const frameTexts = [
  row('A10', 'E', {
    title: 'A text frame was sent where MessagePack in a binary frame is spoken.',
    why: 'The other side ignores it, and the session just stays silent; or, where it is not UTF-8, the connection is closed with 1007.',
    mend: 'Sent by the client: encode the event with MessagePack and send it as a binary frame. Sent by the server: read its words, which may be those of a proxy, and tell the server side.',
    source: 'Fish Audio reference of the path with timestamps, 2026-09',
  }),
  row('A11', 'E', {
    title: 'A binary frame holds JSON.',
    why: 'A MessagePack reader sees a number and bytes that do not belong to it.',
    mend: 'Encode the event with a MessagePack library, not with a JSON one.',
    source: 'Fish Audio AsyncAPI document, 2026-08',
  }),
  row(
    'A12',
    'E',
    {
      title: 'A frame is not exactly one map with the key "event".',
      why: 'The other side cannot understand it.',
      mend: 'Send one MessagePack map per frame, whole, with the string key "event".',
      source: 'Fish Audio AsyncAPI document, 2026-08',
    },
    'before',
  ),
  row(
    'A17',
    'E',
    {
      title: 'The client sent an event this protocol does not have.',
      why: 'No document says what the server makes of it. Where it was meant as the end, the session has not ended.',
      mend: `Send ${clientEvents.join(', ')} alone. A session is ended with "stop".`,
      source: 'Fish Audio AsyncAPI document, 2026-08',
    },
    'before',
  ),
  row('A52', 'I', {
    title: 'The server sent an event or a key that is not known here.',
    why: 'The protocol may grow; clients are meant to ignore what they do not know.',
    mend: 'Ignore it. If it is useful, look for newer documents.',
    source: 'Fish Audio AsyncAPI document, 2026-08',
  }),
  row(
    'A58',
    'E',
    {
      title: 'A known event misses a field, or has one that cannot be.',
      why: 'It cannot be acted on.',
      mend: 'Compare the event with the tables of client and server events.',
      source: 'Fish Audio AsyncAPI document, 2026-08',
    },
    'before',
  ),
  row(
    'A59',
    'E',
    {
      title: 'An event goes in the wrong direction.',
      why: 'It is not part of the protocol on this side.',
      mend: 'Clients send start, text, flush and stop; servers send audio, finish, error and log.',
      source: 'Fish Audio AsyncAPI document, 2026-08',
    },
    'before',
  ),
  row(
    'A60',
    'E',
    {
      title: 'The key "event" stands twice, or its value is not a text.',
      why: 'Readers disagree about which value counts.',
      mend: 'Write the key once, with a text.',
      source: 'MessagePack specification; Fish Audio AsyncAPI document, 2026-08',
    },
    'before',
  ),
  row('A62', 'W', {
    title: 'Bytes look like text, gzip or base64 instead of what they should be.',
    why: 'An error page or an envelope is taken for an event, or played as sound.',
    mend: 'Look at the bytes: they say which layer wrapped them.',
    source: 'Field reports of "popping" audio',
  }),
];

/** Keys beside `event` that are known for each event of the server (protocol reference A4). */
const serverKeys: ReadonlyMap<string, readonly string[]> = new Map(
  [...fishEvents].map(([name, { fields, also = [] }]) => [name, [...fields.map((field) => field.name), ...also]]),
);
/** Structural errors: the frame is not one whole message. */
const structural = ['E_EMPTY', 'E_TRUNCATED', 'E_RESERVED', 'E_TRAILING', 'E_LENGTH_CLAIM'];

export function framePart(tally: Tally): Part {
  const unreadable = (seen: Seen, peek: Peek): void => {
    const { bytes, sent, reading } = seen;
    const first = bytes[0];
    if (sent && (first === 0x7b || first === 0x5b)) {
      tally.met({ rule: 'A11', says: 'The frame begins like JSON.', proofs: [spanned(seen, 0, bytes.length)] });
      return;
    }
    const like = looksLike(bytes);
    if (like !== null) {
      const says = `A binary frame of the ${side(sent)} looks like ${like}.`;
      tally.met({ rule: 'A62', says, proofs: [spanned(seen, 0, bytes.length)], subject: like });
      return;
    }
    const at = reading.problem?.at?.byte ?? 0;
    if (peek.map && peek.events > 0) {
      const says = `The ${side(sent)} sent an "event" that is not a text.`;
      tally.met({ rule: 'A60', says, proofs: [spanned(seen, at, at + 1)], subject: side(sent) });
      return;
    }
    const why = reading.problem === null ? 'the frame is no event' : reading.problem.detail;
    const says = `The ${side(sent)} sent a frame that is no event: ${cited(why)}.`;
    tally.met({ rule: 'A12', says, proofs: [spanned(seen, at, bytes.length)], subject: side(sent) });
  };

  return {
    frame(seen) {
      const { sent, reading, peek } = seen;
      if (seen.opcode === 'text') {
        tally.met({ rule: 'A10', ...textFrame(seen), proofs: [{ seq: seen.seq }] });
        return;
      }
      if (peek === null) return;
      if (reading.event === 'unreadable') {
        unreadable(seen, peek);
        return;
      }
      if (peek.events > 1) {
        const says = `The key "event" stands ${peek.events} times; the last one, ${cited(reading.event)}, is read here.`;
        tally.met({ rule: 'A60', says, proofs: [spanned(seen, 0, seen.bytes.length)], subject: side(sent) });
      }
      const code = peek.problem?.code;
      if (code !== undefined && structural.includes(code)) {
        const at = peek.problem?.at?.byte ?? 0;
        const behind = code === 'E_TRAILING' ? peekEvent(seen.bytes.subarray(at)) : null;
        const says = behind?.event
          ? `The ${side(sent)} sent two events in one frame: ${cited(reading.event)}, and from byte ${at} on ${cited(behind.event)}. Readers that take the first lose what follows.`
          : `The ${side(sent)} sent a frame that is not one whole map: ${peek.problem?.detail}.`;
        tally.met({ rule: 'A12', says, proofs: [spanned(seen, at, seen.bytes.length)], subject: side(sent) });
        return;
      }
      const met = sideMet(reading.event, sent);
      if (met !== null) tally.met({ ...met, proofs: [proofOf(seen, eventValue(seen))], subject: reading.event });
      else if (peek.events === 1) fields(tally, seen, peek);
    },
  };
}

/** A text frame has to be UTF-8: who gets one that is not must close (RFC 6455, section 8.1). */
function textFrame({ sent, bytes }: Seen): { says: string; subject: string } {
  const { badAt } = decodeUtf8(bytes);
  const from = side(sent);
  if (badAt === -1) return { says: `The ${from} sent a text frame.`, subject: from };
  const peer = side(!sent);
  const says = `The ${from} sent a text frame that is not UTF-8 (byte ${badAt}): the ${peer} must close with 1007.`;
  return { says, subject: `${from} 1007` };
}

/** Whether a side may send an event of this name: A17, A52, A59. */
export function sideMet(name: string, sent: boolean): { rule: string; says: string } | null {
  const known = fishEvents.get(name);
  if (known === undefined) {
    if (!sent) return { rule: 'A52', says: `The server sent the event ${cited(name)}, which is not known here.` };
    return { rule: 'A17', says: `${cited(name)} is no event of a client; it sends ${clientEvents.join(', ')}.` };
  }
  if ((known.from === 'client') === sent) return null;
  const names = (sent ? clientEvents : serverEvents).join(', ');
  return { rule: 'A59', says: `The ${side(sent)} sent ${cited(name)}; it may send ${names}.` };
}

function fields(tally: Tally, seen: Seen, peek: Peek): void {
  const { reading, sent } = seen;
  // What `start` holds is looked at field by field elsewhere.
  if (reading.problem?.code === 'bad_field' && reading.event !== 'start') {
    const at = reading.problem.at?.byte;
    const field = reading.problem.at?.field;
    const proof = at === undefined ? { seq: seen.seq } : spanned(seen, at, at + 1);
    const says = `${reading.event}: ${placedDetail(reading.problem)}.`;
    const proofs = [field === undefined ? proof : { ...proof, field }];
    tally.met({ rule: 'A58', says, proofs, subject: `${reading.event}.${field ?? ''}` });
  }
  if (sent) return;
  const known = serverKeys.get(reading.event) ?? [];
  for (let i = 0; i < peek.fields.length; i += 3) {
    const start = peek.fields[i] as number;
    const end = peek.fields[i + 1] as number;
    if (isKnown(seen.bytes, start, end, known)) continue;
    const name = scalarAt(seen.bytes, start, 80);
    if (typeof name !== 'string' || name === 'event') continue;
    const says = `${reading.event} has a key ${cited(name)}, which is not known here.`;
    tally.met({ rule: 'A52', says, proofs: [spanned(seen, start, end)], subject: `${reading.event}.${name}` });
  }
}

/** Keys of audio frames are compared as bytes: there may be very many of them. All known names are short (fixstr). */
function isKnown(bytes: Uint8Array, start: number, end: number, names: readonly string[]): boolean {
  const size = end - start - 1;
  for (const name of names) {
    if (name.length !== size) continue;
    let same = true;
    for (let i = 0; i < size && same; i++) same = bytes[start + 1 + i] === name.charCodeAt(i);
    if (same) return true;
  }
  return false;
}

function eventValue(seen: Seen): Value | undefined {
  return seen.value?.is === 'map' ? seen.value.fields.get('event') : undefined;
}

function spanned(seen: Seen, start: number, end: number) {
  return { seq: seen.seq, span: { start, end } };
}

export function side(sent: boolean): 'client' | 'server' {
  return sent ? 'client' : 'server';
}
