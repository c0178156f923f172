import type { Schema } from './notation-schema.ts';

/** A time, as `durationMs` reads it, or a variable in its place. */
export const duration: Schema = {
  description: 'A time: "200ms", "1.5s", "2min", or a plain number of milliseconds.',
  anyOf: [
    { type: 'string', pattern: '^\\s*\\d+(\\.\\d+)?(\\s*(ms|s|min))?\\s*$|\\{\\{' },
    { type: 'number', minimum: 0 },
  ],
};
