import { leavePlayback, moveTo, playbackOf, togglePlay, whyNotPlayable } from '../../playback/replay-acts.ts';
import { showReplayPart } from '../../playback/replay-part.ts';
import type { Command, CommandRoom } from '../command.ts';
import { showTab } from '../reach.ts';

/** The record of a session again: in the page, and to an upstream. */
export const replayCommands: CommandRoom = {
  name: 'Replay',
  when: 'typed',
  commands({ facade, state }) {
    const none = whyNotPlayable(state) ?? false;
    const playback = playbackOf(state);
    const make = (
      id: string,
      words: string,
      also: string,
      run: () => void,
      unavailable: Command['unavailable'] = none,
    ): Command => ({
      id,
      words,
      also: `replay record again ${also}`,
      unavailable,
      run: () => {
        showReplayPart('page');
        showTab('replay');
        run();
      },
    });
    const jump = (to: 'turn' | 'finding', by: 1 | -1) => () => void moveTo(facade, { op: 'jump', to, by });
    return [
      make(
        'replay-play',
        playback?.playing ? 'Pause the record' : 'Play the record as if it came now',
        'playback scrub live',
        () => void togglePlay(facade),
      ),
      make('replay-on', 'Step the record on by a frame', 'next', () => void moveTo(facade, { op: 'step', by: 1 })),
      make(
        'replay-back',
        'Step the record back by a frame',
        'before',
        () => void moveTo(facade, { op: 'step', by: -1 }),
      ),
      make('replay-turn', 'Go to the next turn of the record', 'jump', jump('turn', 1)),
      make('replay-turn-back', 'Go to the turn before in the record', 'jump', jump('turn', -1)),
      make('replay-finding', 'Go to the next finding of the record', 'jump', jump('finding', 1)),
      make(
        'replay-leave',
        'Show the whole log again',
        'leave end all',
        () => void leavePlayback(facade),
        playback === null && 'nothing is played again',
      ),
      {
        id: 'send-again',
        words: 'Send this session again',
        also: 'replay client resend recording upstream run',
        unavailable: state.active === null && 'no session yet',
        run: () => {
          showReplayPart('send');
          showTab('replay');
        },
      },
      {
        id: 'serve-session',
        words: 'Serve a session to a client',
        also: 'replay server recording sdk address',
        run: () => {
          showReplayPart('serve');
          showTab('replay');
        },
      },
    ];
  },
};
