import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['lib/**/*.test.ts', 'components/**/*.test.{ts,tsx}', 'e2e/**/*.test.ts'],
    environment: 'node',
    testTimeout: 20_000,
    // One less than there are cores, unless said: on two cores that is half of what can be done.
    maxWorkers: '100%',
    // As for the browser tests: the report tells what was repeated.
    retry: 1,
  },
});
