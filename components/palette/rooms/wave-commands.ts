import { playableSpeeds, type WaveDesk, waveDeskOf } from '../../wave/wave-desk.ts';
import type { Command, CommandRoom } from '../command.ts';
import { showTab, whenTold } from '../reach.ts';

/** What can be done with the waveform, as its buttons do it. */
export const waveCommands: CommandRoom = {
  name: 'Waveform',
  when: 'typed',
  commands({ facade, state: { player } }) {
    const desk = waveDeskOf(facade);
    const { loop, spectrogram, selection, speed } = desk.get();
    const none = player.state === 'empty' && 'no sound yet';
    const unselected = none || (selection === null && 'nothing of the sound is selected');
    const seen = (run: (desk: WaveDesk) => void) => () => {
      showTab('player');
      whenTold(
        facade,
        ({ soundView }) => soundView !== null,
        () => run(desk),
      );
    };
    const make = (
      id: string,
      words: string,
      also: string,
      run: (desk: WaveDesk) => void,
      unavailable: Command['unavailable'] = none,
      keys?: string,
    ): Command => ({ id, words, also, unavailable, run: seen(run), ...(keys === undefined ? {} : { keys }) });
    return [
      make('play-selection', 'Play the selected part of the sound', 'hear area', (d) => d.playSelection(), unselected),
      make(
        'loop',
        loop ? 'Play once, not round and round' : 'Loop: play the part round and round',
        'repeat loop',
        (d) => d.setLoop(!loop),
        false,
        'L',
      ),
      make(
        'spectrogram',
        spectrogram ? 'Hide the spectrogram' : 'Show the spectrogram',
        'frequencies sound',
        (d) => d.setSpectrogram(!spectrogram),
        false,
      ),
      make('wave-in', 'Zoom into the sound', 'closer waveform', (d) => d.zoom(0.5), none, 'W'),
      make('wave-out', 'Zoom out of the sound', 'further waveform', (d) => d.zoom(2), none, 'S'),
      make('wave-fit', 'Fit the whole sound', 'zoom all waveform', (d) => d.fit(), none, 'F'),
      ...playableSpeeds
        .filter((each) => each !== speed)
        .map((each) =>
          make(`speed/${each}`, `Speed ${each}×: play the sound so fast`, 'slow fast', (d) => d.setSpeed(each), false),
        ),
      make('save-received', 'Save the sound as received', 'download file audio bytes', (d) =>
        d.save(false, 'received'),
      ),
      make('save-wav', 'Save the sound as WAV', 'download file audio', (d) => d.save(false, 'wav')),
      make(
        'save-part-received',
        'Save the selected part as received (whole frames)',
        'download file audio sound bytes',
        (d) => d.save(true, 'received'),
        unselected,
      ),
      make(
        'save-part-wav',
        'Save the selected part as WAV',
        'download file audio sound',
        (d) => d.save(true, 'wav'),
        unselected,
      ),
    ];
  },
};
