/** The container of the stream that the page looks at: which stream it is, which rows are in sight, what is new of it. */
import { pagePackets } from '../../audio/inspect/item-again.ts';
import type { Clock } from '../../clock/clock.ts';
import type { OpenedItem, StreamAsk, StreamRow, StreamView } from '../stream-view.ts';
import type { AudioSegment, CapturedSession } from './captured-session.ts';
import { audioEntryOf } from './container-sight.ts';
import { StreamSight } from './stream-sight.ts';

/** More rows than any screen shows are not made, whatever is asked. */
const mostRows = 200;
/** Places of an opened item that are named, and packets listed in it. */
const mostPlaces = 8;
const mostInside = 256;

export class StreamDesk {
  private ask: StreamAsk | null = null;
  private sight: StreamSight | null = null;
  private told = '';

  /** Null: nobody looks any more. What was read is kept for the next look. */
  look(ask: StreamAsk | null): void {
    this.ask = ask;
  }

  /** Another session is on show. */
  forget(): void {
    this.sight = null;
  }

  /** Reads on, until `end` by the clock, in the stream that the selected entry belongs to; false when some of it is left. */
  catchUp(session: CapturedSession, selected: number | null, clock: Clock, end: number): boolean {
    if (this.ask === null) return true;
    const segment = segmentAt(session, selected);
    if (segment === null) this.sight = null;
    else if (this.sight?.segment !== segment) this.sight = new StreamSight(session, segment);
    return this.sight?.catchUp(clock, end) ?? true;
  }

  /** The stream as the page asked for it, null while there is none; undefined when the page knows it. */
  shown(session: CapturedSession | undefined): StreamView | null | undefined {
    const { ask, sight } = this;
    if (ask === null || session === undefined || sight === null) return this.tell('', null);
    const { outline, segment } = sight;
    const state = [session.log.head.id, segment.from, outline.bytes, outline.count, sight.isRead];
    const key = JSON.stringify([...state, session.segments.length, session.findings.version, ask]);
    return key === this.told ? undefined : this.tell(key, viewOf(session, sight, ask));
  }

  private tell(key: string, view: StreamView | null): StreamView | null | undefined {
    if (view === null && this.told === '') return undefined;
    this.told = key;
    return view;
  }
}

/** The stream of the selected entry: the one that began last by then; of what came before any, the first. */
function segmentAt(session: CapturedSession, selected: number | null): AudioSegment | null {
  const of = selected === null ? null : session.segmentOf(audioEntryOf(session, selected) ?? selected);
  return of ?? session.segments[0] ?? null;
}

function viewOf(session: CapturedSession, sight: StreamSight, ask: StreamAsk): StreamView {
  const { outline, segment } = sight;
  const flagged = sight.flagged();
  const rowCount = ask.onlyFindings ? flagged.length : outline.count;
  const itemAt = (index: number) => (ask.onlyFindings ? (flagged[index] as number) : index);
  const from = Math.max(0, Math.min(Math.floor(ask.from), rowCount));
  const to = Math.min(rowCount, from + Math.min(mostRows, Math.max(0, Math.floor(ask.count))));
  const rows = Array.from({ length: to - from }, (_, i) => rowOf(sight, from + i, itemAt(from + i)));
  const { opened } = ask;
  const isThere = opened !== null && opened >= 0 && opened < rowCount;
  return {
    session: session.log.head.id,
    number: session.segments.indexOf(segment) + 1,
    of: session.segments.length,
    format: segment.ask.format,
    since: segment.from,
    bytes: outline.bytes,
    totals: outline.totals(),
    flagged: flagged.length,
    unfinished: outline.bytes - lastEnd(sight),
    behind: !sight.isRead,
    rowCount,
    rows,
    opened: isThere ? openedItem(sight, opened, itemAt(opened)) : null,
  };
}

function lastEnd({ outline }: StreamSight): number {
  let end = 0;
  // A tag may claim to reach beyond what has come, and a page's packets begin before its end.
  for (let i = Math.max(0, outline.count - 4); i < outline.count; i++) end = Math.max(end, outline.endOf(i));
  return Math.min(end, outline.bytes);
}

function rowOf(sight: StreamSight, index: number, item: number): StreamRow {
  const { kind, title, says, start, end } = sight.outline.item(item, (a, b) => sight.read(a, b));
  const marks = sight.marksIn(start, end);
  return { index, kind, title, says: says.slice(0, 300), start, end, ...sight.entriesOf(start, end), marks };
}

function openedItem(sight: StreamSight, index: number, at: number): OpenedItem {
  const item = sight.outline.item(at, (a, b) => sight.read(a, b));
  const { kind, start, end } = item;
  const inside = kind === 'page' ? pagePackets(start, sight.read(start, end)).slice(0, mostInside) : [];
  return { index, item, inside, places: sight.placesOf(start, end, mostPlaces), marks: sight.marksIn(start, end) };
}
