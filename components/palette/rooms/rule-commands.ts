import { ruleBook } from '../../findings/rule-book.ts';
import type { CommandRoom } from '../command.ts';
import { openPage } from './page-commands.ts';

/** A page per rule. */
export const ruleCommands: CommandRoom = {
  name: 'Rules',
  when: 'typed',
  commands: () =>
    ruleBook.flatMap(({ title, rules }) =>
      rules.map((rule) => ({
        id: `rule/${rule.id}`,
        words: `Read rule ${rule.id}: ${rule.title}`,
        also: `${title} ${rule.severity}`,
        run: () => openPage(`/rules/${encodeURIComponent(rule.id)}`),
      })),
    ),
};
