'use client';
import { useTheme } from './theme.ts';

/** For pages without a theme switch: they change with the system, as the console does. Shows nothing. */
export function FollowTheme() {
  useTheme();
  return null;
}
