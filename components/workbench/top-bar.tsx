import { StatePill } from '../connection-bar/state-pill.tsx';
import { ExportDoor } from '../export-file/export-door.tsx';
import { ImportDoor } from '../import-file/import-door.tsx';
import { KeptDoor } from '../kept-sessions/kept-door.tsx';
import { LessonsDoor } from '../lessons/lessons-door.tsx';
import { UserDoor } from '../login/user-door.tsx';
import { PaletteDoor } from '../palette/palette-door.tsx';
import { SessionList } from '../session-tabs/session-list.tsx';
import { SessionSelect } from '../session-tabs/session-select.tsx';
import { SessionTabs } from '../session-tabs/session-tabs.tsx';
import { ThemeSwitch } from '../ui/theme-switch.tsx';
import { KeysHelp } from './keys-help.tsx';
import { Mark } from './mark.tsx';

/** Name, sessions, and what is for the whole page. */
export function TopBar() {
  return (
    <header className="top flex items-stretch border-line border-b bg-bg0 pr-2 pl-3 narrow:bg-bg1">
      <h1 className="mr-5 flex shrink-0 items-center gap-2 font-semibold text-head tracking-[-0.01em] narrow:mr-2">
        <Mark />
        <span className="narrow:sr-only">Wiretone</span>
      </h1>
      <div className="flex min-w-0 grow items-stretch narrow:hidden">
        <SessionTabs />
      </div>
      <div className="hidden min-w-0 grow items-center narrow:flex">
        <SessionSelect />
      </div>
      <div className="flex shrink-0 items-center gap-1">
        <SessionList />
        <KeptDoor />
        <ExportDoor />
        <ImportDoor />
        <span className="hidden phone:block">
          <StatePill />
        </span>
        <PaletteDoor />
        <LessonsDoor />
        <ThemeSwitch />
        <KeysHelp />
        <UserDoor />
      </div>
    </header>
  );
}
