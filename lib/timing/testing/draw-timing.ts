/**
 * Sessions drawn with their times, one line each; blank lines are nothing:
 *
 *     0 handshake dns=1 tcp=2 tls=3 upgrade=4
 *     100 > text "Hello."      100 > flush      100 > start      100 > stop      100 > {"event": ...}
 *     350 < audio 1000B 0.5s   sound that begins at once; `from 0.12` its first audible second, `silent`, `undecoded`, `clipped 3`
 *     350 < audio 1000B 0.5s seen 360 doubt 2 heard 500      what page and player told of it
 *     400 < finish             400 < {"event": "done", "text": "Hello."}
 *     500 starved 120 after 0.5 doubt 3      the player ran dry for 120 ms, 0.5 s of sound played
 *     600 mark relay what it says      700 close us      700 close peer 1011      1500 time
 *     5 handshake status=401           5 failure unreachable
 *     100 > flush @client              it came, and was held: `leg` of where it came from; `@client dropped`
 *     900 > flush @upstream 3          it went on, as entry 3 had come
 *     950 mark user what it says @ 3   about entry 3
 */
import type { Dialect, EventValue } from '../../dialects/dialect.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import { type ProblemCode, problem } from '../../problem/problem.ts';
import { crossedClient } from '../../session/client-view.ts';
import type { CloseEntry, Entry, EntryBody, FrameEntry, Leg, MarkEntry } from '../../session/entry.ts';
import { openTiming, type SessionTiming } from '../session-timing.ts';
import type { TimingView } from '../timing-view.ts';

type Told = (timing: SessionTiming, seq: number) => void;

/** Draws the session and gives its timing as it stands after the last line. */
export function drawn(dialect: Dialect, lines: string): TimingView {
  return drawInto(openTiming(dialect), dialect, lines).view();
}

export function drawInto(timing: SessionTiming, dialect: Dialect, lines: string): SessionTiming {
  const reader = dialect.openReader();
  let seq = 0;
  for (const line of lines.split('\n')) {
    const [drawnLine = '', aside = ''] = line.split(' @');
    const [time = '', word = '', ...rest] = drawnLine.trim().split(/\s+/);
    if (time === '') continue;
    const t = Number(time);
    if (word === 'time') timing.time(t);
    else if (word === 'starved') {
      const [ms, , mediaS, , doubt] = rest.map(Number);
      timing.starved({ atMs: t, ms: ms ?? 0, mediaS: mediaS ?? 0, uncertaintyMs: doubt ?? 0 });
    } else if (word === 'end') timing.end();
    else {
      seq++;
      const { body, told } = bodyOf(dialect, word, rest);
      const entry = { seq, t, ...body, ...asideOf(body, aside) } as Entry;
      timing.take(entry, entry.kind === 'frame' && crossedClient(entry) ? reader.read(entry) : null);
      told?.(timing, seq);
    }
  }
  return timing;
}

/** How a frame passed, or what a mark is about. */
function asideOf({ kind }: EntryBody, aside: string): Partial<FrameEntry> | Partial<MarkEntry> {
  const [leg = '', more = ''] = aside.trim().split(' ');
  if (aside === '') return {};
  if (kind === 'mark') return { about: Number(leg) };
  if (more === 'dropped') return { leg: leg as Leg, passed: 'dropped' };
  return more === '' ? { leg: leg as Leg } : { leg: leg as Leg, passed: 'as-is', of: Number(more) };
}

function bodyOf(dialect: Dialect, word: string, rest: readonly string[]): { body: EntryBody; told?: Told } {
  const words = rest.slice(1).join(' ');
  if (word === 'mark') return { body: { kind: 'mark', by: rest[0] as MarkEntry['by'], says: words } };
  if (word === 'close') {
    const by = rest[0] as CloseEntry['by'];
    const code = Number(rest[1] ?? 1000);
    return { body: { kind: 'close', by, code, reason: new Uint8Array(0), clean: by !== 'network' } };
  }
  if (word === 'handshake') {
    const { status = 101, ...timings }: Record<string, number> = Object.fromEntries(
      rest.map((pair) => [pair.split('=')[0], Number(pair.split('=')[1])]),
    );
    return { body: { kind: 'handshake', status, statusText: '', headers: [], timings } };
  }
  if (word === 'failure') return { body: { kind: 'failure', problem: problem(rest[0] as ProblemCode, words) } };
  if (word === '>') {
    const { opcode, bytes } = dialect.encode(eventOf(rest, words));
    return { body: { kind: 'frame', dir: 'sent', opcode, bytes } };
  }
  if (rest[0] === 'audio') return audio(dialect, rest.slice(1));
  const event = eventOf(rest, words);
  const bytes = dialect.id.startsWith('fishspeech')
    ? new TextEncoder().encode(JSON.stringify(event))
    : encodeMsgpack(event);
  const opcode = dialect.id.startsWith('fishspeech') ? 'text' : 'binary';
  return { body: { kind: 'frame', dir: 'received', opcode, bytes } };
}

function eventOf(rest: readonly string[], words: string): EventValue {
  const [name = ''] = rest;
  if (name.startsWith('{')) return JSON.parse(rest.join(' ')) as EventValue;
  if (name === 'text') return { event: 'text', text: JSON.parse(words) as string };
  if (name === 'start') return { event: 'start', request: { text: '', format: 'mp3' } };
  if (name === 'finish') return { event: 'finish', reason: 'stop' };
  return { event: name };
}

function audio(
  dialect: Dialect,
  [size = '', length = '', ...more]: readonly string[],
): { body: EntryBody; told: Told } {
  const sound = new Uint8Array(Number.parseInt(size, 10));
  const bytes = dialect.id.startsWith('fishspeech') ? sound : encodeMsgpack({ event: 'audio', audio: sound });
  const number = (name: string) => (more.includes(name) ? Number(more[more.indexOf(name) + 1]) : null);
  const seconds = Number.parseFloat(length);
  const audibleS = more.includes('silent') || seconds === 0 ? null : (number('from') ?? 0);
  return {
    body: { kind: 'frame', dir: 'received', opcode: 'binary', bytes },
    told: (timing, seq) => {
      if (!more.includes('undecoded')) timing.sound({ seq, seconds, audibleS, clippedRuns: number('clipped') ?? 0 });
      const [seen, heard] = [number('seen'), number('heard')];
      const uncertaintyMs = number('doubt') ?? 0;
      if (seen !== null) timing.seen({ seq, tMs: seen, uncertaintyMs });
      if (heard !== null) timing.heard({ seq, tMs: heard, uncertaintyMs });
    },
  };
}
