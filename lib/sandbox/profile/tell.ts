/** A profile in lines for a terminal: what was observed, and what was assumed. */
import { visible } from '../../bytes/visible.ts';
import type { ProfileField, ProfileValue, SandboxProfile } from './profile.ts';

/** Ends without a line break. */
export function tellProfile({ name, dialect, from, observed, assumed }: SandboxProfile): string {
  const fields = [...Object.keys(observed), ...Object.keys(assumed)] as ProfileField[];
  const width = Math.max(0, ...fields.map((field) => field.length));
  const lines = [`Profile ${name} of ${dialect}, from a recording of ${visible(from.upstream)}`];
  lines.push('', 'Observed');
  for (const [field, one] of Object.entries(observed)) {
    if (one === undefined) continue;
    const entries = one.seqs.slice(0, 4).map((seq) => `#${seq}`);
    const more = one.seqs.length > 4 || one.times > one.seqs.length ? ', ...' : '';
    const says = one.says === undefined ? '' : `; ${visible(one.says)}`;
    const times = one.times === 1 ? 'once' : `${one.times} times`;
    lines.push(`  ${field.padEnd(width)}  ${valueWords(one.value)} (${times}: ${entries.join(', ')}${more}${says})`);
  }
  if (lines.at(-1) === 'Observed') lines.push('  nothing');
  lines.push('', 'Assumed');
  for (const [field, one] of Object.entries(assumed))
    if (one !== undefined) lines.push(`  ${field.padEnd(width)}  ${valueWords(one.value)} (${visible(one.why)})`);
  if (lines.at(-1) === 'Assumed') lines.push('  nothing');
  return lines.join('\n');
}

const shownSizes = 6;

/** A value as one would write it as a switch, shortened. */
function valueWords(value: ProfileValue): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (!Array.isArray(value)) return value === '' ? 'empty' : visible(String(value));
  const all = value as readonly (number | { name: string })[];
  if (all.length === 0) return 'none';
  const first = all[0];
  if (typeof first === 'object') return all.map((one) => visible((one as { name: string }).name)).join(', ');
  const shown = all.slice(0, shownSizes).join('-');
  return all.length > shownSizes ? `${shown}-... (${all.length} sizes)` : shown;
}
