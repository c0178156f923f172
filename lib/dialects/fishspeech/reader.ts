/** What a frame means at fishspeech.live. Stateful: a binary frame is the sound of the `audio` event before it. */
import { fieldOf } from '../../bytes/node-field.ts';
import type { NodeTable } from '../../bytes/node-table.ts';
import { inspectJson } from '../../json/inspect.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import type { AudioAsk, AudioFormat, FrameLike, Reader, Reading, Role } from '../dialect.ts';
import { clientEvents, type SpeechEvent, serverEvents, speechEvents } from './events.ts';

export const speechFormats: readonly AudioFormat[] = ['mp3', 'wav'];

/** Opens a reader for one socket. `start` may come again; each one begins a new round. */
export function openSpeechReader(): Reader {
  let round = 0;
  /** The sample rate is nowhere said: the container knows. */
  let ask: AudioAsk = { format: 'mp3', sampleRateHz: 0 };
  let audioAnnounced = false;

  const askFor = (format: unknown) => {
    const known = speechFormats.find((name) => name === format);
    if (known !== undefined) ask = { format: known, sampleRateHz: 0 };
  };

  const sound = (bytes: Uint8Array): Reading => {
    const lost = audioAnnounced
      ? null
      : problem('not_an_event', 'no audio event came before this binary frame', { byte: 0 });
    return { role: 'audio', event: 'audio', audio: { start: 0, end: bytes.length }, problem: lost, round };
  };

  const read = (frame: FrameLike): Reading => {
    const { opcode, bytes, dir } = frame;
    const reading = (role: Role, event: string, found: Problem | null): Reading => {
      return { role, event, audio: null, problem: found, round };
    };
    if (opcode === 'ping' || opcode === 'pong') return reading('control', opcode, null);
    if (opcode === 'binary') return dir === 'received' ? sound(bytes) : reading('unknown', 'unreadable', binarySent);
    const table = inspectJson(bytes);
    const broken = table.problems.find((found) => found.code.startsWith('E_')) ?? null;
    const name = fieldOf(table, 'event')?.value;
    if (broken?.code === 'E_JSON' || table.nodes[0]?.type !== 'map' || typeof name !== 'string') {
      return reading('unknown', 'unreadable', broken ?? notAnEvent(table));
    }
    const found = broken ?? doubled(table);
    const event = speechEvents.get(name);
    if (event === undefined) return reading('unknown', name, found);
    if ((event.from === 'client') !== (dir === 'sent')) return reading('unknown', name, found ?? wrongWay(name, dir));
    if (name === 'start') {
      round++;
      const request = fieldOf(table, 'request');
      if (request !== undefined) askFor(fieldOf(table, 'format', request.id)?.value);
    }
    if (name === 'audio') {
      audioAnnounced = true;
      askFor(fieldOf(table, 'format')?.value);
    }
    if (name === 'processing' || name === 'done') audioAnnounced = false;
    return reading(event.role, name, found ?? fieldProblem(table, name, event));
  };

  return { read, audioAsk: () => ask };
}

const binarySent = problem(
  'not_an_event',
  'a binary frame was sent; this protocol speaks JSON in text frames',
  undefined,
  'Only the server sends binary frames, and they are sound. Send the event as JSON text.',
);

function notAnEvent(table: NodeTable): Problem {
  if (table.nodes[0]?.type !== 'map') return problem('not_an_event', 'the JSON is not an object', { byte: 0 });
  const event = fieldOf(table, 'event');
  if (event === undefined) return problem('not_an_event', 'the object has no key "event"', { byte: 0 });
  return problem('not_an_event', 'the value of "event" is not a text', { byte: event.start, field: 'event' });
}

function doubled(table: NodeTable): Problem | null {
  const keys = table.nodes.filter((node) => node.role === 'key' && node.parent === 0 && node.value === 'event');
  if (keys.length < 2) return null;
  const byte = keys[keys.length - 1]?.start ?? 0;
  return problem('W_DUP_KEY', `the key "event" stands ${keys.length} times; the last one is read here`, {
    byte,
    field: 'event',
  });
}

function wrongWay(name: string, dir: FrameLike['dir']): Problem {
  const [side, names] = dir === 'sent' ? ['client', clientEvents] : ['server', serverEvents];
  return problem('not_an_event', `the ${side} does not send "${name}"; it sends ${names.join(', ')}`, {
    field: 'event',
  });
}

function fieldProblem(table: NodeTable, name: string, event: SpeechEvent): Problem | null {
  for (const rule of event.fields) {
    const value = fieldOf(table, rule.name);
    if (value === undefined) {
      if (rule.required) return problem('bad_field', `${name} has no field ${rule.name}`, { field: rule.name });
    } else if (value.type !== rule.is) {
      const must = rule.is === 'str' ? 'a text' : 'an object';
      return problem('bad_field', `${rule.name} must be ${must}`, { byte: value.start, field: rule.name });
    }
  }
  return null;
}
