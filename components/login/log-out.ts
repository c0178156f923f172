'use client';
import { logOut } from '@/lib/console/browser/log-in.ts';
import type { Problem } from '@/lib/problem/problem.ts';

/** Ends the login and leaves for the page where one logs in. Answers what was in the way. */
export async function logOutOfHere(): Promise<Problem | null> {
  const why = await logOut();
  if (why === null) window.location.replace('/login');
  return why;
}
