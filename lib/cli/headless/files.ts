/** Files that a scenario names, read beside it: from its own folder and those below, so that a text of a stranger gets at no other. */
import { readFileSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { type Problem, problem } from '../../problem/problem.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** The bytes by name; the first file that cannot be had is a Problem. */
export function filesOf(scenario: Pick<Scenario, 'all'>, beside: string): Map<string, Uint8Array> | Problem {
  const files = new Map<string, Uint8Array>();
  for (const name of namesIn(scenario)) {
    try {
      const folder = realpathSync(dirname(beside));
      const path = realpathSync(resolve(folder, name));
      if (outside(relative(folder, path)))
        return problem('bad_value', `the file "${name}" is not in the scenario's folder or below it`);
      files.set(name, new Uint8Array(readFileSync(path)));
    } catch (error) {
      const { code = 'unknown' } = error as NodeJS.ErrnoException;
      return problem('bad_value', `the file "${name}" beside the scenario cannot be read (${code})`);
    }
  }
  return files;
}

function outside(path: string): boolean {
  return path === '..' || path.startsWith('../') || path.startsWith('..\\') || isAbsolute(path);
}

/** Every file that a step sends or compares with. */
export function namesIn({ all }: Pick<Scenario, 'all'>): Set<string> {
  const names = new Set<string>();
  for (const step of all) {
    if (step.kind === 'event') collect(step.event, names);
    if (step.kind === 'tokens' && step.from !== undefined) names.add(step.from);
    if (step.kind !== 'expect') continue;
    for (const expectation of step.expectations) if (expectation.what === 'sounds-like') names.add(expectation.file);
  }
  return names;
}

function collect(value: unknown, names: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (name === '$file' && typeof inner === 'string') names.add(inner);
    else collect(inner, names);
  }
}
