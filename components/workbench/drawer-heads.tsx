'use client';
import { useRoving } from '../ui/use-roving.ts';
import { useConsole } from './console-context.tsx';
import { showInDrawer } from './pane-sizes.ts';

/**
 * The names of the drawer's tabs. Of its own, and not the strip of the inspector: its one body stands elsewhere, and focus alone shows
 * nothing. The tab on show opens a closed drawer too.
 */
export function DrawerHeads({
  tabs,
  shown,
  className,
}: {
  tabs: readonly { id: string; name: string }[];
  shown: string | undefined;
  className: string;
}) {
  const roving = useRoving(tabs.length);
  /** What waits is not on show elsewhere, and a client stands still for it. */
  const held = useConsole((state) => state.tap.held.length);
  return (
    <div
      role="tablist"
      aria-label="Drawer"
      className={`flex shrink-0 border-line phone:overflow-x-auto phone:overflow-y-hidden ${className}`}
      onKeyDown={roving.onKeyDown}
      onFocus={roving.onFocus}
    >
      {tabs.map(({ id, name }, at) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`drawer-tab-${id}`}
          aria-selected={id === shown}
          aria-controls="drawer-body"
          aria-label={id === 'tap' && held > 0 ? `${name}, ${held} held` : undefined}
          tabIndex={roving.tabIndex(at)}
          onClick={() => showInDrawer(id)}
          className="relative flex items-center whitespace-nowrap px-2.5 narrow:px-2 phone:px-1.5 text-fg2 hover:text-fg aria-selected:font-medium aria-selected:text-fg"
        >
          {name}
          {id === 'tap' && held > 0 && (
            // On a phone there is no room beside the last name.
            <span className="ml-1 rounded-full bg-warn/15 px-1.5 font-mono text-label text-warn-text phone:absolute phone:top-0 phone:right-0 phone:px-1">
              {held}
            </span>
          )}
          {id === shown && (
            <span className="-bottom-px phone:bottom-0 absolute inset-x-2.5 narrow:inset-x-2 phone:inset-x-1.5 h-0.5 bg-accent" />
          )}
        </button>
      ))}
    </div>
  );
}
