import type { ReactNode } from 'react';
import { CompareTab } from '../compare/compare-tab.tsx';
import { FiguresTab } from '../figures/figures-tab.tsx';
import { ReplayTab } from '../playback/replay-tab.tsx';
import { SoundPicture } from '../player/sound-picture.tsx';
import { CodeTab } from '../take-home/code-tab.tsx';
import { TapTab } from '../tap/tap-tab.tsx';
import { TimelineTab } from '../timeline/timeline-tab.tsx';

/** What stands in the drawer under the player's buttons, in the order of its tabs. `body` fills the height the drawer has. */
export const drawerTabs: readonly { id: string; name: string; body: ReactNode }[] = [
  { id: 'player', name: 'Player', body: <SoundPicture /> },
  { id: 'figures', name: 'Figures', body: <FiguresTab /> },
  { id: 'timeline', name: 'Timeline', body: <TimelineTab /> },
  { id: 'compare', name: 'Compare', body: <CompareTab /> },
  { id: 'code', name: 'Code', body: <CodeTab /> },
  { id: 'replay', name: 'Replay', body: <ReplayTab /> },
  { id: 'tap', name: 'Tap', body: <TapTab /> },
];
