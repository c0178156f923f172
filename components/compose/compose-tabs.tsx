import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import type { PageCommand } from '@/components/workbench/page-commands.ts';
import { TextPane } from './text-pane.tsx';

const Coming = () => <p className="grid grow place-items-center text-fg3">Coming</p>;
// The schemas, and what reads texts, come when a tab is opened.
const StepForm = dynamic(() => import('../step-form/step-form.tsx').then((module) => module.StepForm), {
  ssr: false,
  loading: Coming,
});
const Library = dynamic(() => import('../scenario-library/library-pane.tsx').then((module) => module.LibraryPane), {
  ssr: false,
  loading: Coming,
});

/**
 * The ways a session can be written, in the order of their tabs; with one alone there are no tabs. Each fills the pane under its head,
 * works on the draft (`useComposer().drafts`), and reads its protocol from `useShownDialect`. `command` asks for it. The text stays
 * while another is on show: with it, what can be undone.
 */
export const composeTabs: readonly {
  id: string;
  name: string;
  body: ReactNode;
  keep?: boolean;
  command?: PageCommand;
}[] = [
  { id: 'text', name: 'Text', body: <TextPane />, keep: true },
  { id: 'form', name: 'Form', body: <StepForm />, command: 'showForm' },
  { id: 'library', name: 'Library', body: <Library />, command: 'showLibrary' },
];
