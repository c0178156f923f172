'use client';
import dynamic from 'next/dynamic';

/** The drawer's tab: its code comes when it is opened. */
export const CompareTab = dynamic(() => import('./compare-pane.tsx').then((module) => module.ComparePane), {
  ssr: false,
  loading: () => <p className="grid h-full place-items-center text-fg3">Coming</p>,
});
