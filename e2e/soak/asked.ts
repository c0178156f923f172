/** What the command line asks of the soak run. */
import { parseArgs } from 'node:util';

export type Asked =
  | { do: 'help' }
  | { do: 'refuse'; says: string }
  | { do: 'run'; minutes: number; prebufferMs: number; seed: string };

export const help = `npm run soak -- [options]
Everything at once for half an hour on the production build, with faults on: what was lost, and what is left behind.
A missed goal is a finding, not a fault: the end is 0 unless a stage breaks (1; the others go on).

  --minutes N      as long (30); 2 is a look at whether it works
  --seed WORD      draws other sessions (1)
  --prebuffer MS   the listener waits for so much sound at first (1500)
  --help           this`;

/** Reads `args`; of what cannot be done, in words. */
export function askedOf(args: readonly string[]): Asked {
  const options = {
    minutes: { type: 'string', default: '30' },
    prebuffer: { type: 'string', default: '1500' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  } as const;
  let values: ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
  try {
    values = parseArgs({ args: [...args], options }).values;
  } catch (error) {
    return { do: 'refuse', says: `${(error as Error).message}\n\n${help}` };
  }
  if (values.help) return { do: 'help' };
  const [minutes, prebufferMs] = [Number(values.minutes), Number(values.prebuffer)];
  if (!(minutes > 0 && Number.isFinite(minutes))) return { do: 'refuse', says: '--minutes takes a number above 0' };
  if (values.prebuffer === '' || !(prebufferMs >= 0 && Number.isFinite(prebufferMs)))
    return { do: 'refuse', says: '--prebuffer takes milliseconds, from 0 on' };
  return { do: 'run', minutes, prebufferMs, seed: values.seed };
}
