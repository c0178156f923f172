import { openTaps, passOnAll } from '../../hold/hold-acts.ts';
import { openRuleForm } from '../../hold/rule-form-open.ts';
import { chooseTap } from '../../tap/tap-choice.ts';
import { askCommand } from '../../workbench/page-commands.ts';
import type { CommandRoom } from '../command.ts';
import { focusOn, showTab } from '../reach.ts';

function show(): void {
  chooseTap({ part: 'hold' });
  showTab('tap');
}

/** Rules over tapped connections, what they hold, and what is broken on purpose. */
export const holdCommands: CommandRoom = {
  name: 'Hold and faults',
  when: 'typed',
  commands({ facade, state }) {
    const { rules, held } = state.tap;
    const untold = rules === null && 'the server has not told its rules';
    return [
      {
        id: 'hold-rules',
        words: 'Show the rules of the tap, and what they hold',
        also: 'hold edit intercept breakpoint frames',
        run: show,
      },
      {
        id: 'hold-add',
        words: 'Add a rule to the tap',
        also: 'hold drop duplicate delay replace intercept breakpoint frame',
        unavailable: untold,
        run: () => {
          openRuleForm('new');
          show();
          focusOn('form[aria-label="New rule"] select');
        },
      },
      {
        id: 'hold-disarm',
        words: 'Disarm all rules of the tap',
        also: 'hold off',
        unavailable: untold || (!rules?.some(({ on }) => on) && 'no rule is armed'),
        run: () => void facade.ask('tap', { op: 'disarm' }),
      },
      {
        id: 'hold-pass',
        words: 'Pass on every held frame',
        also: 'hold resume release continue',
        unavailable: held.length === 0 && 'nothing is held',
        run: () => void passOnAll(facade),
      },
      {
        id: 'inject',
        words: 'Put a frame into a tapped connection',
        also: 'inject send fake client server',
        unavailable: openTaps(state).length === 0 && 'no tapped connection is open that is read frame by frame',
        run: () => {
          show();
          focusOn('[aria-labelledby="inject-frame"] select');
        },
      },
      {
        id: 'faults',
        words: 'Choose faults for the next connection',
        also: 'break chaos error delay drop on purpose',
        run: () => askCommand('chooseFaults'),
      },
      {
        id: 'faults-none',
        words: 'No faults for the next connection',
        also: 'break chaos clear off',
        unavailable: state.faults === '' && 'none are chosen',
        run: () => facade.setFaults(''),
      },
    ];
  },
};
