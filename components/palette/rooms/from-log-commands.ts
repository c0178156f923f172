import { fromLogActs } from '../../compose/from-log-acts.ts';
import type { Command, CommandRoom } from '../command.ts';

/** From the log back: the selected entry, or its session, as text of the editor or on the wire again. */
export const fromLogCommands: CommandRoom = {
  name: 'Back to the editor',
  commands({ facade, state: { active, detail, live, run } }) {
    const given = { open: live?.connection.phase === 'open', running: run.state === 'running' };
    const entry = detail ?? { session: active ?? '', seq: 0, opcode: null, kind: '', dir: null };
    return fromLogActs(facade, entry, given).map(({ id, words, unavailable, run: act }): Command => {
      const none =
        id === 'make-scenario' ? active === null && 'no session yet' : detail === null && 'no row is selected';
      return {
        id,
        words,
        also: 'from log frame row editor step record replay',
        unavailable: none || unavailable,
        run: act,
      };
    });
  },
};
