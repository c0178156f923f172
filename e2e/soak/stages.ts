/** Parts of a run that go on without each other: one that fails is told in a line, and the others say what they have. */
import { stripVTControlCharacters } from 'node:util';

export type Stages = {
  /** What `work` answers; null when it failed, which is told at once. */
  attempt<T>(what: string, work: () => Promise<T>): Promise<T | null>;
  readonly broken: readonly { what: string; why: string }[];
};

export function openStages(say: (line: string) => void): Stages {
  const broken: { what: string; why: string }[] = [];
  return {
    async attempt(what, work) {
      try {
        return await work();
      } catch (error) {
        const why = firstLine(error);
        broken.push({ what, why });
        say(`${what} broke: ${why}; the others go on`);
        return null;
      }
    },
    broken,
  };
}

/** Of an error, in one plain line: those of a browser test come with colours and a list of calls. */
export function firstLine(error: unknown): string {
  const text = stripVTControlCharacters(error instanceof Error ? error.message : String(error));
  return (
    text
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? 'for no reason that it tells'
  );
}
