'use client';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';

const PlainHttpNote = dynamic(() => import('./plain-http-note.tsx').then((module) => module.PlainHttpNote), {
  ssr: false,
});

/** The note, where there is a reason for it. */
export function PlainHttpDoor() {
  // The server cannot know how the page came: a proxy may stand between.
  const [plain, setPlain] = useState(false);
  useEffect(() => setPlain(!window.isSecureContext), []);
  return plain && <PlainHttpNote />;
}
