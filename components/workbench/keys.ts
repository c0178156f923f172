'use client';
import { singleKeys } from './page-keys.ts';

/** Every key of the page, for the help; what works where is said there. */
export const keyHelp: readonly { where: string; keys: readonly { keys: readonly string[]; does: string }[] }[] = [
  {
    where: 'Anywhere',
    keys: [
      { keys: ['Ctrl K'], does: 'Find a command by its words (Cmd on a Mac)' },
      { keys: ['Ctrl Shift Enter'], does: 'Run all steps' },
      { keys: ['Ctrl Alt Enter'], does: 'Run from the step under the cursor of the editor' },
      { keys: ['Ctrl Enter'], does: 'Send the step under the cursor of the editor (Cmd on a Mac)' },
    ],
  },
  {
    where: 'Editor',
    keys: [{ keys: ['Ctrl M'], does: 'Let Tab leave the editor (Ctrl Shift M on a Mac)' }],
  },
  {
    where: 'Log',
    keys: [
      { keys: ['↓', 'j'], does: 'Next row' },
      { keys: ['↑', 'k'], does: 'Previous row' },
      { keys: ['Page Down', 'Page Up'], does: 'A page on, a page back' },
      { keys: ['Home', 'End'], does: 'First row, last row' },
      { keys: ['Space'], does: 'Unfold or fold a burst' },
      { keys: ['Enter'], does: 'Into the inspector, to the bytes' },
      { keys: ['Esc'], does: 'From the inspector back to the same row' },
    ],
  },
  {
    where: 'Pinned rows',
    keys: [
      { keys: ['↑', '↓', 'Home', 'End'], does: 'From pin to pin' },
      { keys: ['Enter'], does: 'To this row in the log' },
      { keys: ['m', 'Delete'], does: 'Let it go' },
      { keys: ['z'], does: 'Count the time of all rows from it, or as before' },
    ],
  },
  {
    where: 'Kinds above the log',
    keys: [{ keys: ['←', '→', 'Home', 'End'], does: 'From box to name, from kind to kind' }],
  },
  {
    where: 'Anywhere but in a text field',
    keys: singleKeys.map(({ key, does }) => ({ keys: [key], does })),
  },
  {
    where: 'Waveform',
    keys: [
      { keys: ['←', '→', 'Home', 'End'], does: 'Move the cursor; with Shift, select' },
      { keys: [',', '.'], does: 'To the frame before, the next one' },
      { keys: ['W', 'S', 'F'], does: 'Closer, further away, all of it' },
      { keys: ['A', 'D'], does: 'Move the view back, on' },
      { keys: ['Enter'], does: 'Hear the frame at the cursor' },
      { keys: ['Space'], does: 'Play from the cursor, or pause' },
      { keys: ['L'], does: 'Play round and round, or once' },
    ],
  },
  {
    where: 'Timeline',
    keys: [
      { keys: ['↑', '↓'], does: 'Choose a lane' },
      { keys: [',', '.', '←', '→'], does: 'To the entry before, the next one of the lane' },
      { keys: ['W', 'S', 'F'], does: 'Closer, further away, all of it' },
      { keys: ['A', 'D'], does: 'Move the view back, on' },
      { keys: ['Shift+←', 'Shift+→'], does: 'Measure: from the selected entry back, or on' },
      { keys: ['B', 'E'], does: 'Measure from, up to the selected entry' },
      { keys: ['Esc'], does: 'Measure nothing' },
    ],
  },
  {
    where: 'Moment of the record',
    keys: [
      { keys: ['←', '→'], does: 'Back, on by a frame' },
      { keys: ['Home', 'End'], does: 'To its beginning, its end' },
      { keys: ['Space'], does: 'Play the record, or pause' },
      { keys: ['Esc'], does: 'Show the whole log again' },
    ],
  },
  {
    where: 'Sessions',
    keys: [
      { keys: ['←', '→'], does: 'From tab to tab; ↑ and ↓ in the list of all, and of those kept' },
      { keys: ['Delete'], does: 'Close the tab of one that is over' },
    ],
  },
  {
    where: 'Lesson',
    keys: [{ keys: ['Esc'], does: 'Back to where the focus was; the lesson stays' }],
  },
  {
    where: 'Edges of panes',
    keys: [{ keys: ['←', '→', '↑', '↓'], does: 'Move the edge' }],
  },
  {
    where: 'Fields',
    keys: [
      { keys: ['↑', '↓', 'Home', 'End'], does: 'From field to field; its bytes are marked' },
      { keys: ['→', '←'], does: 'Unfold; fold, or to the field around it' },
    ],
  },
  {
    where: 'Items of the stream',
    keys: [
      { keys: ['↑', '↓', 'Home', 'End'], does: 'From item to item' },
      { keys: ['Page Up', 'Page Down'], does: 'By what is in sight' },
      { keys: ['Enter'], does: 'To the frame it came with' },
    ],
  },
  {
    where: 'Events side by side',
    keys: [{ keys: ['↑', '↓', 'Page Up', 'Page Down', 'Home', 'End'], does: 'From event to event, in the log too' }],
  },
  {
    where: 'Bytes',
    keys: [
      { keys: ['←', '→'], does: 'By byte' },
      { keys: ['↑', '↓'], does: 'By line' },
      { keys: ['Page Up', 'Page Down'], does: 'By what is in sight' },
      { keys: ['Enter', 'Shift+Enter'], does: 'Next or previous match, from the search field' },
    ],
  },
];
