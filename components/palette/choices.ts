import type { Command, CommandRoom, Page } from './command.ts';
import { rank } from './rank.ts';

export type Choice = Command & { room: string };
export type ChoiceGroup = { name: string; choices: readonly Choice[] };

/** Rows beyond this are found by typing more. */
const most = 60;

/**
 * What the palette lists. With nothing typed: what was used lately, then every room by name, without what cannot be done now.
 * Else one list, the best first.
 */
export function choicesFor(
  rooms: readonly CommandRoom[],
  page: Page,
  typed: string,
  recent: readonly string[],
): readonly ChoiceGroup[] {
  const looking = typed.trim() !== '';
  const asked = rooms.filter(({ when }) => looking || when !== 'typed');
  const groups = asked.map(({ name, commands }) => ({
    name,
    choices: commands(page, typed).map((command): Choice => ({ ...command, room: name })),
  }));
  const all = groups.flatMap(({ choices }) => choices);
  if (looking) return [{ name: '', choices: rank(all, typed, recent).slice(0, most) }];
  const possible = (choice: Choice) => !choice.unavailable;
  const lately = recent.flatMap((id) => all.find((choice) => choice.id === id && possible(choice)) ?? []);
  return [
    { name: 'Lately', choices: lately },
    ...groups.map(({ name, choices }) => ({
      name,
      choices: choices.filter((choice) => possible(choice) && !lately.includes(choice)),
    })),
  ].filter(({ choices }) => choices.length > 0);
}
