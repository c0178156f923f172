/** Keys that the server holds itself: read once from the environment, and nowhere else after that. */
import type { Settings } from './settings.ts';
import { SettingsError } from './settings-error.ts';

type Environment = Record<string, string | undefined>;

/** The variable that holds the key of an upstream and of no other: `FISH_API_KEY`, `MY_SERVER_API_KEY` for `my-server`. */
export function keyVariable(id: string): string {
  return `${id.toUpperCase().replace(/[^A-Z0-9]/g, '_')}_API_KEY`;
}

/**
 * Takes the keys of these upstreams out of the environment. Those that many would spend are left unused (and taken out all the same)
 * unless `--shared-key` says so: `unused` names their variables. Throws `SettingsError`, which never repeats a value.
 */
export function takeHeldKeys(
  env: Environment,
  ids: readonly string[],
  settings: Pick<Settings, 'team' | 'sharedKey'>,
): { held: Map<string, string>; unused: string[] } {
  const held = new Map<string, string>();
  const unused: string[] = [];
  const byVariable = new Map<string, string>();
  for (const id of ids) {
    const name = keyVariable(id);
    const value = env[name]?.trim() ?? '';
    if (value === '') continue;
    const other = byVariable.get(name);
    if (other !== undefined)
      throw new SettingsError(`${name} is the variable of both "${other}" and "${id}": rename one.`);
    byVariable.set(name, id);
    if (settings.team && !settings.sharedKey) unused.push(name);
    else if (!/^[\x20-\x7e]{1,8192}$/.test(value))
      throw new SettingsError(`${name} holds what is no key: printable ASCII.`);
    else held.set(id, value);
  }
  for (const id of ids) delete env[keyVariable(id)];
  return { held, unused };
}

/** An environment for processes that need no key. */
export function withoutKeys(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/_API_KEY$/i.test(name)));
}
