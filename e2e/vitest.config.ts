import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Each takes half a minute. Begun last, it would leave the other cores without work for as long. */
const longest = ['same-verdict', 'library', 'probes', 'lessons'].map((name) => `/lib/cli/headless/${name}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => longest.some((end) => moduleId.endsWith(end));
    const others = await super.sort(files);
    return [...others.filter(isLong), ...others.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['lib/**/*.test.ts', 'components/**/*.test.{ts,tsx}', 'e2e/**/*.test.ts'],
    environment: 'node',
    testTimeout: 20_000,
    // One less than there are cores, unless said: on two cores that is half of what can be done.
    maxWorkers: '100%',
    // Hundreds of files import the same modules; loading them anew for each took a third of the time. So a test puts back whatever
    // it changes outside its own variables: globals, environment, clocks.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // As for the browser tests: the report tells what was repeated.
    retry: 1,
  },
});
