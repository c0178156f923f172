/** What a run needs of a session: its record to look at, and a way to send that tells what became of each frame. */
import type { Clock } from '../../clock/clock.ts';
import { problem } from '../../problem/problem.ts';
import { encodeSend } from '../../relay/send.ts';
import type { RunHost } from '../../scenario/run-steps.ts';
import type { HeldSession } from './held-session.ts';
import type { KeyDesk } from './key-desk.ts';
import type { RelayLink } from './relay-link.ts';
import { runLogOf } from './run-log.ts';

export type RunParts = { clock: Clock; files: ReadonlyMap<string, Uint8Array>; keys: KeyDesk; link: RelayLink | null };

export function runHostOf(held: HeldSession, { clock, files, keys, link }: RunParts): RunHost {
  const { session } = held;
  const { id, upstream, via } = session.log.head;
  return {
    clock,
    dialect: session.dialect,
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
  };
}
