'use client';
import { useOutline } from './outline-hooks.ts';

/** `7 steps`, those inside others not counted. */
export function StepCount() {
  const count = useOutline().scenario?.steps.length ?? 0;
  return `${count} step${count === 1 ? '' : 's'}`;
}
