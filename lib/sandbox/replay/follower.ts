/** Follows a client through what the recording's client said: how far it has come, and where it departs. Knows no time. */
import { utf8Length } from '../../bytes/utf8.ts';
import type { AudioAsk, FrameLike, Role } from '../../dialects/dialect.ts';
import { frameText } from '../../timing/frame-text.ts';
import type { Departure } from './departure.ts';
import { type Part, type Score, shortName } from './score.ts';

export type Note = Omit<Departure, 'at'>;

export type Follower = {
  /** A data frame of the client; true when it brought the client on. */
  take(frame: FrameLike): boolean;
  /** How many of the recorded events have been said by now. */
  reached(): number;
  /** UTF-16 units of the recorded text that were said as recorded, each text from its beginning to where it first differed. */
  textAsRecorded(): number;
  /**
   * Nothing came for long. A text that was begun is taken for whole then, since a client may be waiting for what it brings; true when
   * that brought the client on. What was not begun stays missing.
   */
  settle(): boolean;
};

/**
 * What may be passed over when a client sends an event of this role while others stand before it in the recording. A client that
 * stops has plainly done with its texts; one that flushes without a text has not, and its flush is one more than recorded.
 */
const passes: Partial<Record<Role, readonly Role[]>> = {
  config: ['text', 'flush', 'end', 'cancel', 'unknown'],
  end: ['text', 'flush', 'cancel', 'unknown'],
  cancel: ['text', 'flush', 'unknown'],
  unknown: ['text', 'flush'],
  text: ['flush', 'unknown'],
};

/** So many parts of the recording are looked through for what a client sends. */
const farthest = 1_000;

/** `note`: told each departure; `again` is true where it takes the place of the last one told. */
export function openFollower(score: Score, note: (what: Note, again: boolean) => void): Follower {
  const { parts, asked, dialect } = score;
  const reader = dialect.openReader();
  /** The part the client is in; -1 before the first. */
  let at = -1;
  let reached = 0;
  /** UTF-16 units of text in this part, in how many events, and whether they are still as recorded. */
  let units = 0;
  let pieces = 0;
  let same = true;
  let more = 0;
  let asRecorded = 0;

  const partAt = (index: number) => parts[index] as Part;

  const leaveText = () => {
    const part = parts[at];
    if (part?.role !== 'text' || units >= part.text.length) return;
    if (!same) return;
    const byte = utf8Length(part.text.slice(0, units));
    const rest = utf8Length(part.text) - byte;
    note(
      {
        says: `the text ends at byte ${byte}, the recording has ${bytesOf(rest)} more`,
        expected: part.seq,
        got: 'text',
      },
      false,
    );
  };

  const grow = (text: string) => {
    const part = partAt(at);
    const from = units;
    units += text.length;
    pieces++;
    if (same && part.text.startsWith(text, from)) asRecorded += text.length;
    else if (same) {
      same = false;
      let differs = from;
      while (differs < part.text.length && part.text[differs] === text[differs - from]) differs++;
      asRecorded += differs - from;
      const byte = utf8Length(part.text.slice(0, differs));
      const next = parts[at + 1];
      const says =
        differs < part.text.length
          ? `text differs from byte ${byte}`
          : `the text goes on at byte ${byte}, where the recording has ${next?.event ?? 'no more events'}`;
      note({ says, expected: seqAt(differs), got: 'text' }, false);
    }
  };
  /** The entry of the part that a unit of its text stands in. */
  const seqAt = (unit: number): number => {
    for (let index = partAt(at).first; asked[index]?.part === at; index++) {
      const one = asked[index];
      if (one !== undefined && one.end > unit) return one.seq;
    }
    return parts[at + 1]?.seq ?? partAt(at).seq;
  };

  const move = (to: number) => {
    leaveText();
    at = to;
    units = 0;
    pieces = 0;
    same = true;
  };
  const advance = (): boolean => {
    const before = reached;
    const part = parts[at];
    for (let next = asked[reached]; next !== undefined && next.part <= at; next = asked[++reached]) {
      if (next.part < at || part?.role !== 'text' || next.end <= units) continue;
      // Of another text the length says nothing: then its events are counted.
      if (same || reached - part.first >= pieces) break;
    }
    return reached > before;
  };

  /** The part this event is, from the next on; -1 where the recording has none in reach. */
  const find = (role: Role, event: string): number => {
    const may = passes[role] ?? [];
    for (let index = at + 1; index < Math.min(parts.length, at + 1 + farthest); index++) {
      const part = partAt(index);
      if (part.role === role && (role === 'text' || part.event === event)) return index;
      const nothing = part.role === 'text' && part.text === '';
      if (!nothing && !may.includes(part.role)) return -1;
    }
    return -1;
  };

  const extra = (event: string) => {
    const next = parts[at + 1];
    if (next !== undefined) {
      const says = `the recording has ${next.event} here, the client sent ${event}: ignored`;
      return note({ says, expected: next.seq, got: event }, false);
    }
    more++;
    const says = `the client sent ${more === 1 ? '1 more event' : `${more} more events`} than the recording: ignored`;
    note({ says, expected: null, got: event }, more > 1);
  };

  return {
    take(frame) {
      const reading = reader.read(frame);
      if (reading.role === 'control') return false;
      const { role } = reading;
      const event = shortName(reading.event);
      const text = role === 'text' ? (frameText(dialect, { kind: 'frame', ...frame }, reading)?.text ?? '') : null;
      if (text !== null && parts[at]?.role === 'text') {
        grow(text);
        return advance();
      }
      const to = find(role, event);
      if (to === -1) {
        extra(event);
        return false;
      }
      const passed = parts.slice(at + 1, to).filter((part) => part.role !== 'text' || part.text !== '');
      move(to);
      if (passed[0] !== undefined) {
        const says = `the recording has ${namesOf(passed)} before this ${event}, the client did not send it`;
        note({ says, expected: passed[0].seq, got: event }, false);
      }
      if (text !== null) grow(text);
      const wants = partAt(to).audio;
      if (wants !== null && role === 'config') askedFor(wants, reader.audioAsk(), partAt(to).seq, event);
      return advance();
    },
    reached: () => reached,
    textAsRecorded: () => asRecorded,
    settle() {
      const next = asked[reached];
      const said = (next?.part === at && asked[reached - 1]?.part === at ? asked[reached - 1]?.end : 0) ?? 0;
      if (next === undefined || next.part !== at || units <= said) return false;
      leaveText();
      same = false;
      units = next.end;
      return advance();
    },
  };

  function askedFor(recorded: AudioAsk, now: AudioAsk, seq: number, event: string): void {
    if (recorded.format === now.format && recorded.sampleRateHz === now.sampleRateHz) return;
    const says = `the client asks for ${words(now)}, the recording is ${words(recorded)}`;
    note({ says, expected: seq, got: event }, false);
  }
}

/** Each name once, and not more of them than anybody reads. */
function namesOf(parts: readonly Part[]): string {
  const names = [...new Set(parts.map((part) => part.event))];
  const listed = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${listed} and ${names.length - 5} more` : listed;
}

function words({ format, sampleRateHz }: AudioAsk): string {
  return sampleRateHz === 0 ? format : `${format} at ${sampleRateHz} Hz`;
}

function bytesOf(count: number): string {
  return count === 1 ? '1 byte' : `${count} bytes`;
}
