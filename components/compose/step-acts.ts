import type { OutlineStep } from './outline.ts';

/** What can be done with one step alone, as its button says it; null for one that only waits. */
export function loneAct({ step: { kind } }: OutlineStep): 'Send' | 'Check' | 'Do' | null {
  switch (kind) {
    case 'event':
    case 'raw':
    case 'tokens':
    case 'ping':
    case 'close':
      return 'Send';
    case 'expect':
      return 'Check';
    case 'repeat':
    case 'parallel':
      return 'Do';
    default:
      return null;
  }
}
