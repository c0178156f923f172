'use client';
import { AudioWaveform, Download, Maximize, Play, Repeat, ZoomIn, ZoomOut } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SavedAs } from '@/lib/console/sound-view.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu } from '../ui/menu.tsx';
import { Toggle } from '../ui/toggle.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole } from '../workbench/console-context.tsx';
import { playableSpeeds, type WaveDesk, type WaveState } from './wave-desk.ts';

/** What can be done with the sound: play a part, zoom, save. */
export function WaveTools({ desk, state, silent }: { desk: WaveDesk; state: WaveState; silent: boolean }) {
  const noFrame = useConsole(({ soundView }) => {
    const selected = soundView?.selected ?? null;
    return selected === null || selected.toS <= selected.fromS;
  });
  const none = state.selection === null;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1 px-2 py-1 narrow:px-3">
      <fieldset aria-label="Play" className="flex shrink-0 gap-0.5">
        <PlayPart disabled={silent} title="Play the whole sound" onClick={() => desk.playAll()}>
          All
        </PlayPart>
        <PlayPart
          disabled={none}
          title={none ? 'Drag over the waveform to select a part' : 'Play the selected part'}
          onClick={() => desk.playSelection()}
        >
          Selection
        </PlayPart>
        <PlayPart
          disabled={noFrame}
          title={noFrame ? 'Select an audio frame in the log or the waveform' : 'Play the selected frame'}
          onClick={() => desk.playFrame()}
        >
          Frame
        </PlayPart>
      </fieldset>
      <Toggle
        icon={Repeat}
        label="Loop: play the part round and round"
        pressed={state.loop}
        onChange={(on) => desk.setLoop(on)}
      />
      <label className="flex shrink-0 items-center gap-1.5 text-fg2" title="The pitch changes with the speed">
        <span className="phone:sr-only">Speed</span>
        <select
          value={state.speed}
          onChange={(event) => desk.setSpeed(Number(event.target.value))}
          className="h-6.5 rounded-ctl border border-field bg-bg1 px-1 font-mono text-code text-fg narrow:h-9"
        >
          {playableSpeeds.map((speed) => (
            <option key={speed} value={speed}>
              {speed}×
            </option>
          ))}
        </select>
        {state.speed !== 1 && <span className="text-fg3 text-label">pitch changes</span>}
      </label>
      <Readout desk={desk} state={state} />
      <span role="status" aria-label="Saving" className="truncate text-fg2">
        <VisibleText text={state.said} />
      </span>
      <span className="flex shrink-0">
        <Toggle
          icon={AudioWaveform}
          label="Spectrogram"
          pressed={state.spectrogram}
          onChange={(on) => desk.setSpectrogram(on)}
        />
        <IconButton icon={ZoomOut} label="Zoom out of the sound" disabled={silent} onClick={() => desk.zoom(2)} />
        <IconButton icon={ZoomIn} label="Zoom into the sound" disabled={silent} onClick={() => desk.zoom(0.5)} />
        <IconButton icon={Maximize} label="Fit the whole sound" disabled={silent} onClick={() => desk.fit()} />
        <SaveMenu desk={desk} state={state} silent={silent} />
      </span>
    </div>
  );
}

function PlayPart({
  disabled,
  title,
  onClick,
  children,
}: {
  disabled: boolean;
  title: string;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      disabled={disabled}
      title={title}
      onClick={onClick}
      className="flex h-6.5 shrink-0 items-center gap-1 rounded-ctl px-1.5 text-fg2 hover:bg-bg3 hover:text-fg disabled:text-fg3 disabled:hover:bg-transparent narrow:h-9"
    >
      <Play size={11} className="fill-current" aria-hidden="true" />
      <span className="sr-only">Play </span>
      {children}
    </button>
  );
}

/** Where the pointer is; else the cursor, or the selection. */
function Readout({ desk, state }: { desk: WaveDesk; state: WaveState }) {
  const { hoverS, cursorS, selection } = state;
  const second = hoverS ?? cursorS;
  const zoomIn = useConsole(({ soundView }) => soundView?.spectrum === 'too-long');
  const words =
    hoverS === null && selection !== null
      ? `${selection.fromS.toFixed(3)}–${selection.toS.toFixed(3)} s: ${(selection.toS - selection.fromS).toFixed(3)} s`
      : second === null
        ? ''
        : desk.placeWords(second);
  return (
    <span aria-hidden="true" className="min-w-0 grow basis-40 truncate font-mono text-code text-fg2">
      <VisibleText
        text={zoomIn && state.spectrogram ? `${words} Zoom in for the spectrogram: two minutes at most` : words}
      />
    </span>
  );
}

function SaveMenu({ desk, state, silent }: { desk: WaveDesk; state: WaveState; silent: boolean }) {
  const save = (part: boolean, as: SavedAs) => () => void desk.save(part, as);
  const none = state.selection === null;
  return (
    <Menu
      label="Save the sound"
      icon={Download}
      disabled={silent}
      items={[
        { name: 'Save all as received', run: save(false, 'received') },
        { name: 'Save all as WAV', run: save(false, 'wav') },
        { name: 'Save the selection as received (whole frames)', disabled: none, run: save(true, 'received') },
        { name: 'Save the selection as WAV', disabled: none, run: save(true, 'wav') },
      ]}
    />
  );
}
