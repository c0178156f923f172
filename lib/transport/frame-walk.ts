/**
 * Watches the bytes of one direction of a WebSocket (RFC 6455 section 5.2) and tells what a library does not: in which TCP chunk
 * a message ended, when that chunk came, of how many fragments and bytes it was made. Reads headers only; copies nothing.
 */
export type Walked = {
  opcode: number;
  bytes: number;
  fragments: number;
  compressed: boolean;
  chunk: number;
  t: number;
  /** A length in more bytes than it needs: forbidden, and read by most clients all the same. */
  longLength: boolean;
};

export type FrameWalk = {
  /** Takes the next chunk, stamped `t`. */
  add(bytes: Uint8Array, t: number): void;
  /** What is known of the next complete message or control frame, in order; undefined when it is out of step. */
  take(): Walked | undefined;
  /** True once a whole close frame came. */
  closeSeen(): boolean;
  /** Bytes that came after it. */
  afterClose(): number;
  /** Bytes of a message that has begun and has not ended. */
  unfinished(): number;
};

const longestHead = 14;

export function openFrameWalk(): FrameWalk {
  const done: Walked[] = [];
  let taken = 0;
  const head = new Uint8Array(longestHead);
  let headHas = 0;
  let bodyLeft = 0;
  let chunk = 0;
  let current = { opcode: 0, final: false, size: 0, longLength: false };
  let message: Omit<Walked, 'chunk' | 't'> | null = null;
  let closed = false;
  let afterClose = 0;

  const frameEnds = (t: number) => {
    const { opcode, final, size, longLength } = current;
    if (opcode >= 8) {
      if (opcode === 8) closed = true;
      done.push({ opcode, bytes: size, fragments: 1, compressed: false, chunk, t, longLength });
      return;
    }
    if (message === null || opcode !== 0)
      message = { opcode, bytes: 0, fragments: 0, compressed: ((head[0] as number) & 0x40) !== 0, longLength };
    message.bytes += size;
    message.longLength ||= longLength;
    message.fragments++;
    if (!final) return;
    done.push({ ...message, chunk, t });
    message = null;
  };

  const headComplete = (): boolean => {
    if (headHas < 2) return false;
    const second = head[1] as number;
    const short = second & 0x7f;
    const size = 2 + (short === 126 ? 2 : short === 127 ? 8 : 0) + ((second & 0x80) !== 0 ? 4 : 0);
    if (headHas < size) return false;
    const view = new DataView(head.buffer);
    const body = short === 126 ? view.getUint16(2) : short === 127 ? Number(view.getBigUint64(2)) : short;
    const longLength = (short === 126 && body < 126) || (short === 127 && body < 65_536);
    const first = head[0] as number;
    current = { opcode: first & 15, final: (first & 0x80) !== 0, size: size + body, longLength };
    bodyLeft = body;
    return true;
  };

  return {
    add(bytes, t) {
      chunk++;
      let at = 0;
      let inBody = bodyLeft > 0;
      while (at < bytes.length && !closed) {
        if (inBody) {
          const step = Math.min(bodyLeft, bytes.length - at);
          bodyLeft -= step;
          at += step;
        } else {
          head[headHas++] = bytes[at++] as number;
          if (!headComplete()) continue;
        }
        inBody = bodyLeft > 0;
        if (inBody) continue;
        frameEnds(t);
        headHas = 0;
      }
      afterClose += bytes.length - at;
    },
    take() {
      const next = done[taken++];
      // Emptied when all are out: taking from the front of a long array moves the rest.
      if (taken >= done.length) {
        done.length = 0;
        taken = 0;
      }
      return next;
    },
    closeSeen: () => closed,
    afterClose: () => afterClose,
    unfinished: () => (message?.bytes ?? 0) + (bodyLeft > 0 ? current.size - bodyLeft : headHas),
  };
}
