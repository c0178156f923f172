import type { ReactNode } from 'react';
import { FiguresTab } from '../figures/figures-tab.tsx';
import { SoundPicture } from '../player/sound-picture.tsx';
import { CodeTab } from '../take-home/code-tab.tsx';
import { TimelineTab } from '../timeline/timeline-tab.tsx';

/** What stands in the drawer under the player's buttons, in the order of its tabs. `body` fills the height the drawer has. */
export const drawerTabs: readonly { id: string; name: string; body: ReactNode }[] = [
  { id: 'player', name: 'Player', body: <SoundPicture /> },
  { id: 'figures', name: 'Figures', body: <FiguresTab /> },
  { id: 'timeline', name: 'Timeline', body: <TimelineTab /> },
  { id: 'code', name: 'Code', body: <CodeTab /> },
];
