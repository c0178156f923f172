/**
 * How recordings of earlier versions are read: one step for each version that was, kept for ever. A step makes of a parsed line what the
 * next version would have written; the chain of hashes is over the lines as they stand in the file, and is looked at before.
 */

export type UpgradeStep = {
  /** The first line. Its `version` is changed by whoever applies the steps. */
  header(line: Readonly<Record<string, unknown>>): Record<string, unknown>;
  /** A line with an entry. */
  entry(line: Readonly<Record<string, unknown>>): Record<string, unknown>;
};

/** The step at place n leads from version n + 1 to n + 2. Version 1 is the first and the present one: there are none yet. */
export const upgradeSteps: readonly UpgradeStep[] = [];

/** The version that is written: one above the last step. */
export const presentVersion = (steps: readonly UpgradeStep[]): number => steps.length + 1;

/** A line of a file of `version`, as the present version has it; what is no object is left as it is. */
export function upgraded(
  what: keyof UpgradeStep,
  line: unknown,
  version: number,
  steps: readonly UpgradeStep[] = upgradeSteps,
): unknown {
  if (version > steps.length || typeof line !== 'object' || line === null || Array.isArray(line)) return line;
  let value = line as Record<string, unknown>;
  for (const step of steps.slice(Math.max(0, version - 1))) value = step[what](value);
  return what === 'header' ? { ...value, version: presentVersion(steps) } : value;
}
