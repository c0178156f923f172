import type { Command, CommandRoom } from '../command.ts';
import { focusOn, press, showTab } from '../reach.ts';

/** Opens the figures of the session, or those of repeated runs, and gives the focus to what is looked for. */
function go(view: 'This session' | 'Repeat', selector: string): void {
  showTab('figures');
  press('Figures of', view, () => focusOn(selector));
}

/** What stands in the drawer's tab of figures: the way to each part of it. */
export const figureCommands: CommandRoom = {
  name: 'Figures',
  commands({ state: { timing } }) {
    const none = timing === null && 'no session yet';
    const session = (id: string, words: string, also: string, selector: string): Command => ({
      id,
      words,
      also,
      unavailable: none,
      run: () => go('This session', selector),
    });
    const late = '[aria-label="Who was late"]';
    return [
      session(
        'figures',
        'Go to the figures',
        'latency first byte audible gaps real-time factor',
        '[aria-label="Figures of the session"] button',
      ),
      session(
        'blame',
        'Go to who was late',
        'blame gaps verdict upstream network player',
        `${late} button, [aria-label="Figures"]`,
      ),
      session('turns', 'Go to the turns', 'table flushes interruption', '[aria-label="Turns"] button'),
      session(
        'prebuffer',
        'Try a prebuffer on an ideal player',
        'slider stalls underruns would enough',
        '[aria-label="Prebuffer"] input[type="range"]',
      ),
      session(
        'player-prebuffer',
        'Set the prebuffer of the player here',
        'waits queue ms',
        '[aria-label="Prebuffer"] input[type="number"]',
      ),
      {
        id: 'repeat',
        words: 'Repeat the session many times',
        also: 'runs series compare groups percentiles spread',
        run: () => go('Repeat', '[aria-label="Repeat the session"] input'),
      },
    ];
  },
};
