import { type Problem, problem } from '../../problem/problem.ts';

/** `k=v,k=v` to names and values; a Problem for a part that is neither empty nor `name=value`. */
export function readSwitches(text: string): { switches: Record<string, string>; problem: Problem | null } {
  const switches: Record<string, string> = Object.create(null);
  for (const part of text.split(',')) {
    const [name, ...rest] = part.trim().split('=');
    const value = rest.join('=').trim();
    if (part.trim() === '') continue;
    if (name === undefined || !/^[A-Za-z][A-Za-z0-9]*$/.test(name.trim()) || value === '' || /[~/]/.test(value)) {
      return { switches, problem: problem('bad_switch', `"${part.trim()}" is not name=value`) };
    }
    switches[name.trim()] = value;
  }
  return { switches, problem: null };
}
