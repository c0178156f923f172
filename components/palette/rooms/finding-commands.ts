import { goToFinding } from '../../findings/go-to-finding.ts';
import { askCommand } from '../../workbench/page-commands.ts';
import type { CommandRoom } from '../command.ts';

/** The findings of the session on show: the list, and for each the row that proves it. */
export const findingCommands: CommandRoom = {
  name: 'Findings',
  when: 'typed',
  commands({ facade, state: { findings } }) {
    const none = findings.list.length === 0 && 'there is none';
    return [
      {
        id: 'findings',
        words: 'Show the findings of the session',
        also: 'lint problems mistakes',
        unavailable: none,
        run: () => {
          askCommand('showFindings');
          askCommand('focusInspector');
        },
      },
      ...([1, -1] as const).map((step) => ({
        id: step === 1 ? 'next-finding' : 'previous-finding',
        words: step === 1 ? 'Go to the next finding' : 'Go to the previous finding',
        also: 'lint problem row',
        keys: step === 1 ? 'n' : 'N',
        unavailable: none,
        run: () => goToFinding(facade, step),
      })),
      ...findings.list.slice(0, 50).flatMap(({ key, rule, text, proofs: [proof] }) =>
        proof === undefined
          ? []
          : [
              {
                id: `finding/${key}`,
                words: `Show finding ${rule} at row ${proof.seq}: ${text.title}`,
                also: 'lint problem proof',
                run: () => {
                  facade.setFollow(false);
                  facade.select(proof.seq);
                  askCommand('focusInspector');
                },
              },
            ],
      ),
    ];
  },
};
