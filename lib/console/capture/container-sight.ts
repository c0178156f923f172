/** What stands in the audio of one frame: the frames, pages and headers of its container, found by reading the stream up to it. */
import { type ItemPart, itemsIn } from '../../audio/inspect/container-item.ts';
import { openInspector } from '../../audio/inspect/inspect-audio.ts';
import type { ContainerSight } from '../state.ts';
import type { CapturedSession } from './captured-session.ts';

/** A container is read from the start of its stream; one that begins further back than this is not read again for one frame. */
export const farthestBytes = 8 << 20;
/** Items of one frame that are handed out. */
const listed = 400;

/** Null for an entry that neither is received audio nor announces some that came. */
export function containerSight(session: CapturedSession, entry: number): ContainerSight | null {
  const seq = audioEntryOf(session, entry);
  const segment = seq === null ? null : session.segmentOf(seq);
  if (seq === null || segment === null) return null;
  const { format } = segment.ask;
  const sizes = streamPlace(session, segment.from, seq);
  const sight = { seq, format, frameStart: session.readings.audioStartOf(seq), ...sizes };
  if (sizes.start > farthestBytes) return { ...sight, parts: [], more: 0, note: 'far' };
  const parts = partsOf(session, segment.from, seq, sizes);
  return { ...sight, parts: parts.slice(0, listed), more: Math.max(0, parts.length - listed), note: null };
}

/** The entry itself where it is received audio; of one that announces audio, the frame that follows with it. */
export function audioEntryOf(session: CapturedSession, entry: number): number | null {
  if (session.isReceivedAudio(entry)) return entry;
  const { log, readings } = session;
  const announces = log.dirOf(entry) === 'received' && readings.kindOf(entry) === 'audio';
  if (!announces) return null;
  for (let seq = entry + 1; seq <= log.length; seq++) {
    if (session.isReceivedAudio(seq)) return seq;
    // Another event of the server comes instead; what was sent meanwhile does not count.
    if (log.dirOf(seq) === 'received' && log.opcodeOf(seq) === 'text' && log.isOfClient(seq)) return null;
  }
  return null;
}

/** Where the audio of a frame stands in its stream. */
function streamPlace(session: CapturedSession, from: number, seq: number): { start: number; end: number } {
  let start = 0;
  for (let at = from; at < seq; at++) if (session.isReceivedAudio(at)) start += session.readings.audioSize(at);
  return { start, end: start + session.readings.audioSize(seq) };
}

function partsOf(
  session: CapturedSession,
  from: number,
  seq: number,
  span: { start: number; end: number },
): ItemPart[] {
  const segment = session.segmentOf(seq);
  if (segment === null) return [];
  const inspector = openInspector(segment.ask);
  const parts: ItemPart[] = [];
  let pushed = 0;
  let at = from;
  // An item that the frame cuts is known when its last byte has come, some frames later.
  for (; at <= session.log.length && pushed < span.end + farthestBytes; at++) {
    if (!session.isReceivedAudio(at)) continue;
    if (session.segmentOf(at) !== segment) break;
    pushed += session.readings.audioSize(at);
    const items = inspector.push(session.audioOf(at));
    for (const part of itemsIn(items, span)) parts.push(part);
    if (at > seq && items.some((item) => item.end >= span.end)) return parts;
  }
  return at > session.log.length ? parts.concat(itemsIn(inspector.end(), span)) : parts;
}
