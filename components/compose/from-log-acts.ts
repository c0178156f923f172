import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { EntryDetail } from '@/lib/console/state.ts';
import { editAndResend, makeScenario, pinAsExpectation, resend } from './from-log.ts';

export type FromLogAct = { id: string; words: string; unavailable: string | false; run: () => void };

/** What can be done with an entry of the log; menu and palette have the same. */
export function fromLogActs(
  facade: ConsoleFacade,
  { session, seq, opcode, kind, dir }: Pick<EntryDetail, 'session' | 'seq' | 'opcode' | 'kind' | 'dir'>,
  { open, running }: { open: boolean; running: boolean },
): FromLogAct[] {
  const sendable =
    opcode === 'text' || opcode === 'binary' || opcode === 'ping' || opcode === 'pong' || kind === 'close';
  const nothing = !sendable && 'it is no frame';
  return [
    {
      id: 'resend',
      words: dir === 'received' ? 'Send this frame as it came' : 'Resend this frame',
      unavailable: nothing || (!open && 'nothing is connected') || (running && 'a run is going'),
      run: () => void resend(facade, session, seq),
    },
    {
      id: 'edit-resend',
      words: 'Edit and resend: put it into the editor',
      unavailable: nothing,
      run: () => void editAndResend(facade, session, seq),
    },
    {
      id: 'pin-expectation',
      words: 'Pin as an expectation',
      unavailable: nothing,
      run: () => void pinAsExpectation(facade, session, seq),
    },
    {
      id: 'make-scenario',
      words: 'Make a scenario of this session',
      unavailable: false,
      run: () => void makeScenario(facade, session),
    },
  ];
}
