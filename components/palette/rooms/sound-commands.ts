import { hearSelected } from '../../workbench/page-keys.ts';
import type { CommandRoom } from '../command.ts';

/** The volume to come back to. */
let before = 1;

/** In tenths, as a slider would stand. */
const step = (volume: number, by: number) => Math.min(1, Math.max(0, Math.round((volume + by) * 20) / 20));

export const soundCommands: CommandRoom = {
  name: 'Sound',
  commands({ facade, state: { player, selected } }) {
    const none = player.state === 'empty' && 'no sound yet';
    const { volume } = player;
    const playing = player.state === 'playing' || player.state === 'buffering';
    return [
      playing
        ? { id: 'pause-sound', words: 'Pause the sound', also: 'player audio', run: () => facade.pause() }
        : {
            id: 'play',
            words: 'Play the sound',
            also: 'player audio hear',
            unavailable: none,
            run: () => facade.play(),
          },
      {
        id: 'hear-frame',
        words: 'Hear the selected frame',
        also: 'play sound audio listen',
        keys: 'h',
        unavailable: none || (selected === null && 'nothing is selected'),
        run: () => hearSelected(facade),
      },
      {
        id: 'stop-sound',
        words: 'Stop the sound',
        also: 'player audio silence',
        unavailable: player.other === null && (none || (player.state === 'stopped' && 'it is stopped')),
        run: () => facade.stop(),
      },
      {
        id: 'louder',
        words: 'Turn the volume up',
        also: 'louder sound player',
        unavailable: volume >= 1 && 'it is at its loudest',
        run: () => facade.setVolume(step(volume, 0.1)),
      },
      {
        id: 'softer',
        words: 'Turn the volume down',
        also: 'softer quieter sound player',
        unavailable: volume <= 0 && 'it is silent',
        run: () => facade.setVolume(step(volume, -0.1)),
      },
      {
        id: 'mute',
        words: volume > 0 ? 'Mute the sound' : 'Unmute the sound',
        also: 'silent silence volume player',
        run: () => {
          if (volume > 0) before = volume;
          facade.setVolume(volume > 0 ? 0 : before);
        },
      },
    ];
  },
};
