'use client';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { openAsBefore, useLessonPlace } from './lesson-place.ts';

const LessonsHost = dynamic(() => import('./lessons-host.tsx').then((module) => module.LessonsHost), { ssr: false });

/** Where the lessons' panel stands on the page: its code, and the lessons, come when it is first opened. */
export function LessonsSlot() {
  const { open } = useLessonPlace();
  const [made, setMade] = useState(false);
  useEffect(openAsBefore, []);
  useEffect(() => {
    if (open) setMade(true);
  }, [open]);
  return made && <LessonsHost />;
}
