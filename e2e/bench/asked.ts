/** What the command line asks of the bench. */
import { parseArgs } from 'node:util';
import type { Row } from './row.ts';

export type Asked =
  | { do: 'help' }
  | { do: 'list' }
  | { do: 'readme' }
  | { do: 'refuse'; says: string }
  | { do: 'measure'; rows: readonly Row[]; leftOut: readonly Row[]; quick: boolean; json: string | null };

export const help = `npm run bench -- [options]
Measures this console beside what it is compared with, in one run. A missed goal is a finding, not a fault:
the end is 0 unless a row breaks (1; the other rows are measured all the same).

  --only WORDS   rows whose id holds one of these words, with commas between: --only walk,tap-frames
  --quick        the quick rows alone, with fewer rounds: under 50 s
  --list         the rows, quick ones with a star
  --json FILE    writes the figures there, beside .cache/bench.json
  --readme       measures nothing: writes the table of the last run into README.md
  --help         this`;

/** Reads `args`; of what cannot be done, in words. `--only` with `--quick` takes any rows, with the fewer rounds. */
export function askedOf(args: readonly string[], all: readonly Row[]): Asked {
  const flag = { type: 'boolean', default: false } as const;
  const options = {
    quick: flag,
    list: flag,
    readme: flag,
    help: flag,
    only: { type: 'string' },
    json: { type: 'string' },
  } as const;
  let values: ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
  try {
    values = parseArgs({ args: [...args], options }).values;
  } catch (error) {
    return { do: 'refuse', says: `${(error as Error).message}\n\n${help}` };
  }
  for (const what of ['help', 'list', 'readme'] as const) if (values[what]) return { do: what };
  const words = values.only?.split(',').filter((word) => word !== '');
  const takes = (row: Row) =>
    words === undefined ? !values.quick || row.quick === true : words.some((word) => row.id.includes(word));
  const rows = all.filter(takes);
  if (rows.length === 0)
    return { do: 'refuse', says: `no row is named like ${words?.join(' or ')}; --list names them` };
  return {
    do: 'measure',
    rows,
    leftOut: all.filter((row) => !takes(row)),
    quick: values.quick,
    json: values.json ?? null,
  };
}
