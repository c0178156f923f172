'use client';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useEffect } from 'react';
import { Player } from '../player/player.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { DrawerHeads } from './drawer-heads.tsx';
import { drawerTabs } from './drawer-tabs.tsx';
import { answerCommand, askCommand } from './page-commands.ts';
import { setDrawerOpen, showInDrawer, useDrawer } from './pane-sizes.ts';
import { Splitter } from './splitter.tsx';

/**
 * Under the panes: the player's bar, always in sight, and below it one of the drawer's tabs. Its height and whether it is open are
 * remembered. On a phone it is the pane "Sound, Tap".
 */
export function Drawer() {
  const { open, tab } = useDrawer();
  const shown = drawerTabs.find(({ id }) => id === tab) ?? drawerTabs[0];
  useEffect(
    () =>
      answerCommand('compareSessions', () => {
        askCommand('showSound');
        showInDrawer('compare');
      }),
    [],
  );
  const several = drawerTabs.length > 1;
  return (
    <div className="sound drawer relative flex min-h-0 flex-col border-line2 border-t bg-bg1">
      <Splitter pane="drawer" label="Height of the drawer" />
      <div className="flex shrink-0 items-start phone:flex-wrap">
        <Player />
        <DrawerHeads
          tabs={drawerTabs}
          shown={shown?.id}
          className={`h-11 border-l pl-2 narrow:h-14 phone:hidden phone:h-11 phone:w-full phone:border-t phone:border-l-0 ${several ? '[[data-pane=sound]_&]:phone:flex' : ''}`}
        />
        <IconButton
          icon={open ? ChevronDown : ChevronUp}
          label={open ? 'Close the drawer' : 'Open the drawer'}
          aria-expanded={open}
          aria-controls="drawer-body"
          className="mx-2 my-2 narrow:my-2.5 phone:hidden"
          onClick={() => setDrawerOpen(!open)}
        />
      </div>
      <div id="drawer-body" role="tabpanel" aria-labelledby={`drawer-tab-${shown?.id}`} className="drawer-body">
        {shown?.body}
      </div>
    </div>
  );
}
