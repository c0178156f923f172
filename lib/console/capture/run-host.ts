/** What a run needs of a session: its record to look at, and a way to send that tells what became of each frame. */
import { utf8Length } from '../../bytes/utf8.ts';
import type { Clock } from '../../clock/clock.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { encodeSend } from '../../relay/send.ts';
import type { Evidence } from '../../scenario/evidence.ts';
import type { RunHost } from '../../scenario/run-host.ts';
import { isCloseCode } from '../../session/close-code.ts';
import type { HeldSession } from './held-session.ts';
import type { KeyDesk } from './key-desk.ts';
import type { RelayLink } from './relay-link.ts';
import { runLogOf } from './run-log.ts';

export type RunParts = {
  clock: Clock;
  files: ReadonlyMap<string, Uint8Array>;
  keys: KeyDesk;
  link: RelayLink | null;
  evidence: (held: HeldSession) => Evidence;
  /** One more connection, asked for as the live one was. */
  openAnother: (name: string) => Promise<HeldSession | Problem>;
  /** The run asks for the end of the connection: its state says so until it has come. */
  closing: (held: HeldSession) => void;
};

export function runHostOf(held: HeldSession, parts: RunParts): RunHost {
  const { clock, files, keys, link } = parts;
  const { session } = held;
  const { id, upstream, via } = session.log.head;
  return {
    clock,
    dialect: session.dialect,
    session: id,
    files,
    key: keys.reference(upstream, via === 'sandbox'),
    log: runLogOf(session, held.subscribe),
    send: (frame, recorded, refused) => {
      const takeBack = held.whenRecorded(recorded, refused);
      const head = { op: 'send' as const, session: id, opcode: frame.opcode, holes: frame.holes };
      if (link?.bytes(encodeSend(head, frame.bytes)) === true) return null;
      takeBack();
      return problem('relay_lost', 'the frame was not sent');
    },
    close(code, reason) {
      if (!isCloseCode(code)) return problem('bad_value', `no close frame may carry the code ${code}`);
      if (utf8Length(reason) > 123) return problem('bad_value', 'the reason of a close has at most 123 bytes');
      if (link?.commandNow({ op: 'close', session: id, code, reason }) !== true) {
        return problem('relay_lost', 'the close was not sent');
      }
      parts.closing(held);
      return null;
    },
    evidence: () => parts.evidence(held),
    async openAnother(name) {
      const other = await parts.openAnother(name);
      return 'code' in other ? other : runHostOf(other, parts);
    },
  };
}
