/** The floor plan as data: who may import whom. Walked by floors.test.ts; no bundler guards it. See lib/README.md. */

/** Lowest first. A room imports from lower floors and, on its own floor, only from rooms to its left. */
export const floors: readonly (readonly string[])[] = [
  ['lib/problem', 'lib/bytes', 'lib/clock', 'lib/msgpack', 'lib/json', 'lib/session'],
  ['lib/dialects', 'lib/audio'],
  ['lib/timing', 'lib/lint', 'lib/diff', 'lib/recording', 'lib/codegen', 'lib/lessons', 'lib/faults'],
  ['lib/sandbox', 'lib/transport', 'lib/relay', 'lib/player', 'lib/scenario'],
  ['lib/console'],
  ['components', 'lib/server', 'lib/cli'],
  ['app'],
];

/** Things of the outside and the only places that may name them. A `program-text.ts` holds text for others to run. */
export type Wall = { name: string; pattern: RegExp; allowed: RegExp };

export const walls: readonly Wall[] = [
  {
    name: 'Node built-ins and ws',
    pattern: /from '(?:node:[a-z/_]+|ws)'|import\('(?:node:[a-z/_]+|ws)'\)/,
    allowed: /\/node\.ts$|\/node\/|^lib\/server\/|^lib\/cli\/|\/program-text\.ts$/,
  },
  {
    name: 'React',
    pattern: /from '(?:react|react-dom)(?:\/[a-z-]+)?'/,
    allowed: /^components\/|^app\//,
  },
  { name: 'Next', pattern: /from 'next(?:\/[a-z/-]+)?'/, allowed: /^lib\/server\/|^components\/|^app\// },
  {
    name: 'DOM, WebSocket, Web Audio, storage',
    pattern:
      /\b(?:document|window|localStorage|sessionStorage|indexedDB|navigator)\.|\bnew (?:WebSocket|Worker|AudioContext|AudioWorkletNode)\(|\brequestAnimationFrame\(/,
    allowed: /\/browser\.ts$|\/browser\/|^components\/|^app\/|\/node\/|\/program-text\.ts$/,
  },
  {
    name: 'real time and randomness',
    pattern:
      /\bperformance\.now\(|\bDate\.now\(|\bsetTimeout\(|\bsetInterval\(|\bMath\.random\(|\bcrypto\.getRandomValues\(/,
    allowed: /^lib\/clock\/real\.ts$|^components\/|^app\/|\/program-text\.ts$/,
  },
];

/** Known breaches, each with its reason; empty is the goal. */
export const debts: readonly { file: string; wall: string; reason: string }[] = [];

/** The room a file is in: its first two path parts under lib, else the first. Files directly in lib have none. */
export function roomOf(file: string): string | null {
  const parts = file.split('/');
  if (parts[0] === 'lib') return parts.length > 2 ? `lib/${parts[1]}` : null;
  return parts[0] ?? null;
}

/** Null when `from` may import `to`; else why not. Both are rooms. */
export function breach(from: string, to: string): string | null {
  if (from === to) return null;
  const here = place(from);
  const there = place(to);
  if (here === null) return `${from} is not on the floor plan`;
  if (there === null) return `${to} is not on the floor plan`;
  if (there.floor < here.floor) return null;
  if (there.floor > here.floor) return `${from} (floor ${here.floor}) is below ${to} (floor ${there.floor})`;
  return there.at < here.at ? null : `${to} is to the right of ${from} on floor ${here.floor}`;
}

function place(room: string): { floor: number; at: number } | null {
  for (const [floor, rooms] of floors.entries()) {
    const at = rooms.indexOf(room);
    if (at !== -1) return { floor, at };
  }
  return null;
}
