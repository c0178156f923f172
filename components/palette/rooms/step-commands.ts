import { composerOf } from '../../compose/actions.ts';
import type { CommandRoom } from '../command.ts';

export const stepCommands: CommandRoom = {
  name: 'Steps',
  commands({ facade, state }) {
    const running = state.run.state === 'running';
    const composer = composerOf(facade);
    return [
      {
        id: 'run-all',
        words: 'Run all steps',
        also: 'start session send',
        keys: 'Ctrl Shift Enter',
        unavailable: running && 'a run is going',
        run: () => void composer.runAll(),
      },
      {
        id: 'send-step',
        words: 'Send the step under the cursor',
        also: 'event frame',
        keys: 'Ctrl Enter',
        unavailable:
          (running && 'a run is going') || (state.live?.connection.phase !== 'open' && 'nothing is connected'),
        run: () => void composer.send(),
      },
      {
        id: 'run-from',
        words: 'Run from the step under the cursor',
        also: 'here rest steps on',
        keys: 'Ctrl Alt Enter',
        unavailable: running && 'a run is going',
        run: () => void composer.runFrom(),
      },
      {
        id: 'stop-run',
        words: 'Stop the run',
        also: 'steps abort cancel',
        unavailable: !running && 'no run is going',
        run: () => facade.stopRun(),
      },
    ];
  },
};
