/** Every example of the reference, and its way into the editor. */
import type { Example } from './example.ts';
import { fishExamples } from './fish-examples.ts';
import { speechExamples } from './speech-examples.ts';

export const examples: readonly Example[] = [...fishExamples, ...speechExamples];

/** Null for an id that none has. */
export function exampleOf(id: string): Example | null {
  return examples.find((example) => example.id === id) ?? null;
}
