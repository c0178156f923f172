/** A recording as something to be played by: what its client said, and what its server answered, when, after what. */
import { decodeUtf8, encodeUtf8 } from '../../bytes/utf8.ts';
import { wholeCharactersEnd } from '../../bytes/utf8-cut.ts';
import type { AudioAsk, Dialect, Role } from '../../dialects/dialect.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import type { CloseEntry, Entry, FrameEntry, HandshakeEntry, Opcode, SessionHead } from '../../session/entry.ts';
import { frameText } from '../../timing/frame-text.ts';

/** One event of the recorded client. Texts one behind the other share a `part`: how they were cut is not what counts. */
export type Asked = {
  seq: number;
  /** Milliseconds of the recording. */
  t: number;
  part: number;
  /** UTF-16 units of the part's text up to the end of this event; 0 for what is no text. */
  end: number;
};

/** What one or more events of the client say together. */
export type Part = {
  seq: number;
  role: Role;
  /** Wire name of the event. */
  event: string;
  /** Where its events begin in `asked`. */
  first: number;
  /** All its text; empty for what is no text. */
  text: string;
  /** Of a start: what audio it asks for. */
  audio: AudioAsk | null;
};

/** Something the server does: `wait` ms after the client's event number `after` (from 1; 0 is the open connection). */
export type Cue = { seq: number; after: number; wait: number; does: Deed };
export type Deed =
  | { kind: 'frame'; opcode: Opcode; bytes: Uint8Array; event: string }
  | { kind: 'close'; code: number; reason: string }
  | { kind: 'drop' };

export type Score = {
  head: SessionHead;
  dialect: Dialect;
  /** The answer to the upgrade; null where the recording holds none, but frames. */
  answer: Pick<HandshakeEntry, 'status' | 'statusText' | 'headers' | 'body'> | null;
  asked: readonly Asked[];
  parts: readonly Part[];
  cues: readonly Cue[];
  /** Data frames of the server, and their payload. */
  frames: number;
  frameBytes: number;
  /** About what all of this takes in memory. */
  heldBytes: number;
};

export type ScoreWriter = {
  /** Takes the next entry; answers about how many bytes are held by now. */
  add(entry: Entry): number;
  /** A Problem where nothing in it could be answered to a client. */
  end(): Score | Problem;
};

/** What an entry takes beside its payload. */
const besideBytes = 256;
/** RFC 6455, 5.5. */
const mostControlBytes = 125;
/** Names from a file or the wire are kept as far as anybody reads them. */
const longestName = 100;
export const shortName = (name: string) => name.slice(0, longestName);

export function scoreWriter(head: SessionHead, dialect: Dialect): ScoreWriter {
  const reader = dialect.openReader();
  const asked: Asked[] = [];
  const parts: Part[] = [];
  const cues: Cue[] = [];
  // Of the pieces of the part that is still growing.
  let pieces: string[] = [];
  let textEnd = 0;
  let answer: Score['answer'] = null;
  let anchor: number | null = null;
  let over = false;
  let heldBytes = 0;
  let frames = 0;
  let frameBytes = 0;
  let pings = 0;

  const closePart = () => {
    const part = parts.at(-1);
    if (part !== undefined && pieces.length > 0) part.text = pieces.join('');
    pieces = [];
    textEnd = 0;
  };
  const cue = (seq: number, t: number, does: Deed) => {
    anchor ??= t;
    const from = asked.at(-1)?.t ?? anchor;
    cues.push({ seq, after: asked.length, wait: Math.max(0, t - from), does });
  };
  const sent = (entry: Entry & FrameEntry) => {
    const reading = reader.read(entry);
    if (reading.role === 'control') {
      if (entry.opcode === 'ping') pings++;
      return;
    }
    anchor ??= entry.t;
    const text = reading.role === 'text' ? (frameText(dialect, entry, reading)?.text ?? '') : null;
    const growing = text !== null && parts.at(-1)?.role === 'text';
    if (!growing) {
      closePart();
      const audio = reading.role === 'config' ? reader.audioAsk() : null;
      const { role } = reading;
      parts.push({ seq: entry.seq, role, event: shortName(reading.event), first: asked.length, text: '', audio });
    }
    if (text !== null) {
      pieces.push(text);
      textEnd += text.length;
      heldBytes += 2 * text.length;
    }
    asked.push({ seq: entry.seq, t: entry.t, part: parts.length - 1, end: textEnd });
  };
  const received = (entry: Entry & FrameEntry) => {
    const event = shortName(reader.read(entry).event);
    const { opcode, bytes } = entry;
    // A pong that answers a ping: whoever hosts the replay answers pings too.
    if (opcode === 'pong' && pings > 0) {
      pings--;
      return;
    }
    if (opcode === 'text' || opcode === 'binary') {
      frames++;
      frameBytes += bytes.length;
    } else if (bytes.length > mostControlBytes) return; // no server sent that
    heldBytes += bytes.length;
    cue(entry.seq, entry.t, { kind: 'frame', opcode, bytes, event });
  };

  return {
    add(entry) {
      if (over) return heldBytes;
      if (entry.kind === 'handshake') {
        const { status, statusText, headers, body } = entry;
        answer = { status, statusText, headers, ...(body === undefined ? {} : { body }) };
        anchor ??= entry.t;
        heldBytes += (body?.length ?? 0) + besideBytes + 2 * statusText.length;
        for (const { name, value } of headers) heldBytes += besideBytes + 2 * (name.length + value.length);
      } else if (entry.kind === 'frame' && entry.leg !== 'upstream' && entry.passed !== 'dropped') {
        heldBytes += besideBytes;
        if (entry.dir === 'sent') sent(entry);
        else received(entry);
      } else if (entry.kind === 'close') {
        over = true;
        const does = endOf(entry);
        if (does !== null) cue(entry.seq, entry.t, does);
      }
      return heldBytes;
    },
    end() {
      closePart();
      if (answer === null && cues.length === 0)
        return problem(
          'bad_recording',
          'it holds nothing that a server said',
          undefined,
          'Serve a session that was answered.',
        );
      const { id, upstream } = head;
      const short = { ...head, id: shortName(id), upstream: shortName(upstream) };
      return { head: short, dialect, answer, asked, parts, cues, frames, frameBytes, heldBytes };
    },
  };
}

/** All entries at once. */
export function scoreOf(head: SessionHead, dialect: Dialect, entries: Iterable<Entry>): Score | Problem {
  const writer = scoreWriter(head, dialect);
  for (const entry of entries) writer.add(entry);
  return writer.end();
}

/** How the recorded server ended the connection; null where the client did, and the server must wait for that. */
function endOf({ by, code, reason }: CloseEntry): Deed | null {
  if (by === 'us') return null;
  const mayBeSent = (code >= 1000 && code <= 1014 && ![1004, 1006].includes(code)) || (code >= 3000 && code <= 4999);
  if (by === 'network' || !mayBeSent) return { kind: 'drop' };
  return { kind: 'close', code, reason: reasonText(reason) };
}

/** A close frame has room for 123 bytes of reason, in UTF-8: what is not becomes U+FFFD. */
function reasonText(reason: Uint8Array): string {
  const bytes = encodeUtf8(decodeUtf8(reason).text);
  return decodeUtf8(bytes, 0, bytes.length <= 123 ? bytes.length : wholeCharactersEnd(bytes, 0, 123)).text;
}
