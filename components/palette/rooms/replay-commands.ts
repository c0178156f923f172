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
      make('replay-on', 'Step the replay on by a frame', 'next', () => void moveTo(facade, { op: 'step', by: 1 })),
      make(
        'replay-back',
        'Step the replay back by a frame',
        'before',
        () => void moveTo(facade, { op: 'step', by: -1 }),
      ),
      make('replay-turn', 'Move the replay to the next turn', 'jump', jump('turn', 1)),
      make('replay-turn-back', 'Move the replay to the turn before', 'jump', jump('turn', -1)),
      make('replay-finding', 'Move the replay to the next finding', 'jump', jump('finding', 1)),
      make(
        'replay-leave',
        'End the replay: show the whole log again',
        'leave end all',
        () => void leavePlayback(facade),
        playback === null && 'nothing is replayed',
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
