'use client';
import dynamic from 'next/dynamic';
import { useConsole } from '../workbench/console-context.tsx';

const UserMenu = dynamic(() => import('./user-menu.tsx').then((module) => module.UserMenu), { ssr: false });

/** The user's place in the head of the page; none where no login is asked for. */
export function UserDoor() {
  const user = useConsole((state) => state.user);
  return user !== null && <UserMenu user={user} />;
}
