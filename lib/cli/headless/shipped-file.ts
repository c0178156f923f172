/** Scenarios that Wiretone brings, by a name in place of a file: `shipped:fish-first-session`. */
import { type Problem, problem } from '../../problem/problem.ts';
import { shippedScenarios } from '../../scenario/library/shipped.ts';

const prefix = 'shipped:';

export const shippedFile = {
  /** Null for a name that means a file. */
  textOf(name: string): { text: string } | Problem | null {
    if (!name.startsWith(prefix)) return null;
    const found = shippedScenarios.find((one) => one.name === name.slice(prefix.length));
    return found ?? problem('unknown_scenario', `nothing of the name "${name.slice(prefix.length)}" is shipped`);
  },
  /** One line for each, by group. */
  list(): string {
    const width = Math.max(...shippedScenarios.map(({ name }) => name.length));
    const groups = [...new Set(shippedScenarios.map(({ group }) => group))];
    const part = (group: string) =>
      shippedScenarios
        .filter((one) => one.group === group)
        .map(({ name, title }) => `  ${prefix}${name.padEnd(width)}  ${title}\n`)
        .join('');
    return groups.map((group) => `${group}\n${part(group)}`).join('\n');
  },
};
