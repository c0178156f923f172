'use client';
import { useEffect, useState } from 'react';
import type { LessonControl } from '@/lib/lessons/lesson.ts';
import { highlight } from './highlight.ts';

/** Marks the control on the page while the component is there. Whether it is in sight; null before it was looked for. */
export function useControl(control: LessonControl | null): boolean | null {
  const [seen, setSeen] = useState<boolean | null>(null);
  useEffect(() => {
    setSeen(null);
    return control === null ? undefined : highlight(control, setSeen);
  }, [control]);
  return seen;
}
