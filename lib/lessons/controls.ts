/** Controls of the page that lessons point at, by the names they have there. */
import type { LessonControl } from './lesson.ts';

export const connect: LessonControl = { role: 'button', name: 'Connect' };
export const runAll: LessonControl = { role: 'button', name: 'Run all', where: { pane: 'compose' } };
export const editor: LessonControl = { role: 'textbox', name: 'Steps of the session', where: { pane: 'compose' } };
/** Opens the list of steps, each with a button that sends it alone. */
export const stepList: LessonControl = { role: 'button', name: 'Steps', where: { pane: 'compose' } };
export const files: LessonControl = { role: 'button', name: 'Files', where: { pane: 'compose' } };
export const frames: LessonControl = { role: 'grid', name: 'Frames', where: { pane: 'log' } };
export const upstream: LessonControl = { role: 'combobox', name: 'Upstream' };
export const switches: LessonControl = { role: 'textbox', name: 'Sandbox switches' };
export const faults: LessonControl = { role: 'button', name: 'Faults for the next connection' };
/** What is found of the session stands in it while nothing is selected, and in a tab of its own otherwise. */
export const inspector: LessonControl = { role: 'region', name: 'Inspector', where: { pane: 'inspect' } };
/** A tab of the drawer, under the panes. */
export const drawerTab = (name: 'Figures' | 'Timeline' | 'Compare' | 'Code' | 'Tap'): LessonControl => ({
  role: 'tab',
  name,
  where: { pane: 'sound' },
});
