/** What a request target under `/replay/` means: `/replay/<id>[~speed=2]<rest>[?...]`. */
import { type Problem, problem } from '../../problem/problem.ts';

export type ReplayAddress = {
  id: string;
  /** Infinity for `max`. */
  speed: number;
  /** Everything behind the segment up to the query; any path is answered. */
  rest: string;
  /** Of `t=`: whose it is; absent where none is named. */
  owner?: string;
};

/** Problems: `no_route` when it is not under `/replay/`, `bad_switch` for a switch. The query is the client's own: never looked at. */
export function parseReplayAddress(target: string): ReplayAddress | Problem {
  const found = /^\/+replay\/+([^/?]+)([^?]*)/.exec(target);
  if (found === null) return problem('no_route', 'The path names no recording.');
  const segment = (found[1] as string).replace(/%7e/gi, '~').replace(/%3d/gi, '=').replace(/%2c/gi, ',');
  const [id = '', ...more] = segment.split('~');
  let speed = 1;
  let owner: string | undefined;
  for (const item of more.join('~').split(',')) {
    if (item === '') continue;
    const at = item.indexOf('=');
    const name = at === -1 ? item : item.slice(0, at);
    if (name === 't') {
      owner = item.slice(at + 1);
      continue;
    }
    if (name !== 'speed') return badSwitch(`There is no switch "${name.slice(0, 40)}"; there is speed.`, name);
    const value = readSpeed(at === -1 ? '' : item.slice(at + 1));
    if (value === null) return badSwitch(speedForm, name);
    speed = value;
  }
  return { id, speed, rest: found[2] ?? '', ...(owner === undefined ? {} : { owner }) };
}

export const speedForm = 'speed is a number from 0.01 to 100 (2 is twice as fast as recorded), or max.';

/** Null for what is no speed. */
export function readSpeed(text: string): number | null {
  if (text === 'max') return Number.POSITIVE_INFINITY;
  const value = /^\d{1,3}(\.\d{1,4})?$/.test(text) ? Number(text) : 0;
  return value >= 0.01 && value <= 100 ? value : null;
}

function badSwitch(says: string, field: string): Problem {
  return problem('bad_switch', says, { field: field.slice(0, 40) }, 'Write it as /replay/<id>~speed=2.');
}
