/** What a frame means in Fish Audio's live TTS. */
import { type Peek, peekEvent, valueAt } from '../../msgpack/peek.ts';
import { scalarAt } from '../../msgpack/scalar.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import type { AudioAsk, FrameLike, Reader, Reading, Role } from '../dialect.ts';
import { hasAlignment, readAlignment } from './alignment.ts';
import { clientEvents, fishEvents, serverEvents } from './events.ts';
import { fieldProblem } from './field-check.ts';
import { askOf, defaultAsk, readStart, requestProblem } from './start-request.ts';

/** Opens a reader for one socket. `start` may come again after `finish` (reuse): each one begins a new round. */
export function openFishReader(): Reader {
  let round = 0;
  let ask: AudioAsk = defaultAsk;

  const start = (frame: FrameLike): Problem | null => {
    round++;
    const request = readStart(frame.bytes);
    ask = askOf(request);
    return requestProblem(request);
  };

  const read = (frame: FrameLike): Reading => {
    if (frame.opcode === 'ping' || frame.opcode === 'pong') return reading('control', frame.opcode, null, round);
    if (frame.opcode === 'text') return reading('unknown', 'unreadable', textFrame, round);
    const { bytes } = frame;
    const peek = peekEvent(bytes);
    if (!peek.map || peek.event === null) return reading('unknown', 'unreadable', notAnEvent(bytes, peek), round);
    const name = peek.event;
    const event = fishEvents.get(name);
    if (event === undefined) return reading('unknown', name, peek.problem ?? doubled(peek), round);
    if ((event.from === 'client') !== (frame.dir === 'sent')) {
      return reading('unknown', name, peek.problem ?? wrongWay(name, frame), round);
    }
    let found = peek.problem ?? doubled(peek) ?? fieldProblem(bytes, peek, name, event);
    // Asked by role, of which every event has its own: names come from the wire and are compared letter by letter.
    const { role } = event;
    if (role === 'audio') {
      if (found === null && hasAlignment(bytes, peek)) found = readAlignment(bytes, peek).problem;
      return { role, event: name, audio: peek.audio, problem: found, round };
    }
    if (role === 'config') found = start(frame) ?? found;
    const failed = role === 'done' && scalarAt(bytes, valueAt(bytes, peek, 'reason')) === 'error';
    return reading(failed ? 'error' : role, name, found, round);
  };

  return { read, audioAsk: () => ask };
}

function reading(role: Role, event: string, found: Problem | null, round: number): Reading {
  return { role, event, audio: null, problem: found, round };
}

const textFrame = problem(
  'not_an_event',
  'a text frame; this protocol speaks MessagePack in binary frames',
  undefined,
  'Text frames are ignored by this server: encode the event with MessagePack and send it as a binary frame.',
);

/** Why a binary frame is no event: the walker's finding, or what stands in place of the map. */
function notAnEvent(bytes: Uint8Array, peek: Peek): Problem {
  const first = bytes[0];
  if (first === 0x7b || first === 0x5b) {
    return problem(
      'not_an_event',
      'JSON in a binary frame; this protocol speaks MessagePack',
      { byte: 0 },
      'The bytes are JSON text. Encode the event with MessagePack instead.',
    );
  }
  if (peek.problem !== null) return peek.problem;
  if (!peek.map) return problem('not_an_event', 'the frame is not a map', { byte: 0 });
  if (peek.events === 0) return problem('not_an_event', 'the map has no key "event"', { byte: 0 });
  return problem('not_an_event', 'the value of "event" is not a text', {
    byte: valueAt(bytes, peek, 'event'),
    field: 'event',
  });
}

/** Two `event` keys: which one counts depends on the reader. */
function doubled(peek: Peek): Problem | null {
  if (peek.events < 2) return null;
  return problem('W_DUP_KEY', `the key "event" stands ${peek.events} times; the last one is read here`, {
    field: 'event',
  });
}

function wrongWay(name: string, frame: FrameLike): Problem {
  const side = frame.dir === 'sent' ? 'client' : 'server';
  const names = (side === 'client' ? clientEvents : serverEvents).join(', ');
  return problem('not_an_event', `the ${side} does not send "${name}"; it sends ${names}`, { field: 'event' });
}
