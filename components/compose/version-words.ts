import type { KeptText } from './draft-shelf.ts';
import { outlineOf } from './outline.ts';

/** What a kept text is told apart by: when it was last changed, and how it begins. Pure. */
export function versionWords({ text, at }: Pick<KeptText, 'text' | 'at'>, now: Date): { when: string; what: string } {
  const then = new Date(at);
  const time = then.toLocaleTimeString('en-GB');
  const when = then.toDateString() === now.toDateString() ? time : `${then.toLocaleDateString('en-GB')} ${time}`;
  const { steps, scenario } = outlineOf(text);
  const names = steps.slice(0, 4).map(({ name }) => name);
  const more = steps.length > names.length ? ', ...' : '';
  const count = `${steps.length} step${steps.length === 1 ? '' : 's'}`;
  if (scenario !== null && scenario.title !== null) return { when, what: `${scenario.title} (${count})` };
  const first = text.split('\n').find((line) => line.trim().startsWith('//'));
  const about = first === undefined ? '' : `: ${first.trim().slice(2).trim().slice(0, 60)}`;
  return { when, what: `${count} (${names.join(', ')}${more})${about}` };
}
