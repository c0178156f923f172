/** Stages of the faults of the end. */

import { encodeUtf8 } from '../../bytes/utf8.ts';
import { wholeCharactersEnd } from '../../bytes/utf8-cut.ts';
import { visible } from '../../bytes/visible.ts';
import { faultEnds } from '../../session/mark-words.ts';
import type { PassingFrame } from '../stage.ts';
import { type Handler, type Kit, type MakeFault, moment, once } from './kit.ts';

/** A close frame has room for a reason of so many bytes (RFC 6455 section 5.5). */
const mostReason = 123;

/** The reason as it fits into a close frame: cut behind a whole character. */
export function closeReason(text: string): { bytes: Uint8Array; cut: boolean } {
  const bytes = encodeUtf8(text);
  if (bytes.length <= mostReason) return { bytes, cut: false };
  return { bytes: bytes.slice(0, wholeCharactersEnd(bytes, 0, mostReason)), cut: true };
}

/** Strikes behind an audio frame, or at its time. */
function striking(kit: Kit, strike: () => void): Handler {
  const { heard, gone } = moment(kit, strike);
  return {
    server({ frame, kind }) {
      kit.toClient(frame);
      if (kind === 'audio') heard();
    },
    gone,
  };
}

const close: MakeFault = (kit) =>
  striking(kit, () => {
    const { bytes, cut } = closeReason(kit.text(1));
    kit.mark(`${faultEnds.close(kit.number(0))}${cut ? `; the reason is cut to ${bytes.length} bytes` : ''}`);
    kit.port.close('client', kit.number(0), bytes);
    kit.port.close('upstream', 1000, new Uint8Array(0));
  });

const reset: MakeFault = (kit) =>
  striking(kit, () => {
    kit.mark(faultEnds.reset());
    kit.port.cut('client', 'reset');
    kit.port.cut('upstream', 'fin');
  });

/** After `begin` the server's frames are lost, until `ends` says that they come again. */
function swallowing(kit: Kit): { begin(): void; end(): void; takes(frame: PassingFrame): boolean } {
  let on = false;
  return {
    begin() {
      on = true;
    },
    end() {
      on = false;
    },
    takes(frame) {
      if (on) kit.port.drop(frame);
      return on;
    },
  };
}

const finishError: MakeFault = (kit) => {
  const lost = swallowing(kit);
  const { heard, gone } = moment(kit, () => {
    const made = kit.tongue.failedFinish(kit.text(0));
    if (made === null) return;
    kit.mark('the session fails here; what follows is lost');
    kit.toClient(made, null);
    lost.begin();
  });
  return {
    client({ reading }) {
      if (reading.role === 'config') lost.end();
    },
    server({ frame, kind }) {
      if (lost.takes(frame)) return;
      kit.toClient(frame);
      if (kind === 'audio') heard();
    },
    gone,
  };
};

const mostTexts = 100;

const error: MakeFault = (kit) => {
  const closes = kit.tongue.dialect === 'fish';
  const lost = swallowing(kit);
  /** Asked for and not yet spoken to the end. */
  const texts: string[] = [];
  let struck = false;
  const strike = () => {
    if (struck) return;
    struck = true;
    kit.mark(closes ? faultEnds.error() : 'the server refuses in words; the rest of the text is lost');
    kit.toClient(kit.tongue.error(kit.text(0), texts[0] ?? null), null);
    lost.begin();
    if (!closes) return;
    kit.port.close('client', 1000, new Uint8Array(0));
    kit.port.close('upstream', 1000, new Uint8Array(0));
  };
  const atStart = closes && kit.ask.when === null;
  const { heard, gone } = atStart ? { heard() {}, gone() {} } : moment(kit, strike);
  return {
    client(seen) {
      const text = struck || seen.kind !== 'text' ? null : kit.tongue.textOf(seen.made);
      if (text !== null && texts.length < mostTexts) texts.push(text);
      if (atStart && seen.reading.role === 'config') strike();
    },
    server({ frame, kind }) {
      const ends = kit.tongue.ends.includes(kind);
      if (ends) texts.splice(0, kind === 'stopped' ? texts.length : 1);
      if (lost.takes(frame)) {
        if (ends) lost.end();
        return;
      }
      kit.toClient(frame);
      if (kind === 'audio') heard();
    },
    gone,
  };
};

const audioAfterFinish: MakeFault = (kit) => {
  let last: PassingFrame | null = null;
  return {
    server({ frame, kind }) {
      if (kind === 'audio') last = frame;
      kit.toClient(frame);
      if (last === null || !kit.tongue.ends.includes(kind)) return;
      kit.mark('the last audio comes once more behind the end');
      kit.port.pass('client', { opcode: last.opcode, bytes: last.bytes, of: null });
      last = null;
    },
    gone() {
      last = null;
    },
  };
};

const noFinish: MakeFault = (kit) => {
  const strikes = once(kit, kit.ask.when, 1);
  return {
    server({ frame, kind }) {
      const ends = kit.tongue.ends.includes(kind);
      if (!ends || !(kit.ask.when === null || strikes(true))) return kit.toClient(frame);
      kit.mark(`${visible(kind)} never came`, frame.of);
      kit.port.drop(frame);
    },
  };
};

export const endStages: Readonly<Record<string, MakeFault>> = {
  close,
  reset,
  'finish-error': finishError,
  error,
  'audio-after-finish': audioAfterFinish,
  'no-finish': noFinish,
};
