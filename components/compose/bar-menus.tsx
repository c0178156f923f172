'use client';
import './bar-menus.css';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { FilesButton } from './files-button.tsx';
import { VersionMenu } from './version-menu.tsx';
import { WrongMenu } from './wrong-menu.tsx';

/** What hangs from the head of the pane beside the templates: none of it is needed before the first paint. */
export function BarMenus({ dialect }: { dialect: Dialect | null }) {
  return (
    <>
      <WrongMenu dialect={dialect} />
      <FilesButton />
      <VersionMenu />
    </>
  );
}
