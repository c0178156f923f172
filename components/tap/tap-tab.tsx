'use client';
import dynamic from 'next/dynamic';

/** The drawer's tab: its code comes when it is opened. */
export const TapTab = dynamic(() => import('./tap-pane.tsx').then((module) => module.TapPane), {
  ssr: false,
  loading: () => <p className="grid h-full place-items-center text-fg3">Coming</p>,
});
