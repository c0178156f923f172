import { composerOf } from '../../compose/actions.ts';
import { goToStepFrame } from '../../compose/go-to-step-frame.ts';
import { outlineOf } from '../../compose/outline.ts';
import { rememberOpened } from '../../scenario-library/use-library.ts';
import { askCommand } from '../../workbench/page-commands.ts';
import type { Command, CommandRoom } from '../command.ts';
import { focusOn, showWay, whenThere } from '../reach.ts';
import { shippedNow } from '../shipped.ts';

/** What hangs from the editor, and what can be put into it. */
export const writingCommands: CommandRoom = {
  name: 'Writing',
  when: 'typed',
  commands({ facade, state: { upstreams, upstream, run } }) {
    const { drafts, replaceText, environment } = composerOf(facade);
    const draft = drafts.get();
    const chosen = upstreams.find(({ id }) => id === upstream);
    const failed = run.steps.findIndex(({ state }) => state === 'failed');
    const notFailed = failed === -1 && 'no step has failed';
    const shipped = shippedNow().filter(({ dialect }) => dialect === draft.dialect);
    return [
      {
        id: 'import-scenarios',
        words: 'Import scenarios into the library',
        also: 'file load open list',
        run: () => pressInLibrary('Import …'),
      },
      {
        id: 'export-scenarios',
        words: 'Export all of your scenarios',
        also: 'library file save download',
        run: () => pressInLibrary('Export all of yours'),
      },
      {
        id: 'earlier-texts',
        words: 'Earlier texts',
        also: 'versions history drafts former restore undo editor',
        run: () => pressAbove('button[aria-label="Earlier texts"]'),
      },
      {
        id: 'files',
        words: 'Files for the steps',
        also: 'choose attach clip $file variables environment',
        run: () => pressAbove('button[aria-label^="Files"]'),
      },
      {
        id: 'variables',
        words: 'Variables file',
        also: 'choose environment json {{name}}',
        run: () => pressAbove('button[aria-label^="Files"]'),
      },
      {
        id: 'switches',
        words: 'Sandbox switches',
        also: 'pace drop firstAudioMs slow chunkBytes',
        unavailable: chosen?.sandbox !== true && 'the upstream is no sandbox',
        run: () => focusOn('[aria-label="Sandbox switches"]'),
      },
      {
        id: 'steps-panel',
        words: 'Steps of the text, as a list',
        also: 'panel outline states',
        run: () => pressAbove('.compose-steps-bar button[aria-expanded]', true),
      },
      {
        id: 'failed-step',
        words: 'Go to the failed step',
        also: 'expectation error run',
        unavailable: notFailed,
        run: () => {
          const step = outlineOf(draft.text, environment()?.variables).steps[failed];
          askCommand('focusEditor');
          if (step !== undefined) drafts.goTo(step.step.offset);
        },
      },
      {
        id: 'failed-frame',
        words: 'Go to the frame of the failed step',
        also: 'expectation error entry run',
        unavailable: notFailed || (run.steps[failed]?.seq === undefined && 'it is about no frame'),
        run: () => {
          const state = run.steps[failed];
          if (state !== undefined) goToStepFrame(facade, state);
        },
      },
      ...shipped.map(
        ({ name, title, text, group }): Command => ({
          id: `shipped/${name}`,
          words: `Open: ${title}`,
          also: `library scenario sample ${group}`,
          run: () => {
            rememberOpened(draft.upstream, { name: title, group: '' });
            void replaceText(text, true).then(() => askCommand('focusEditor'));
          },
        }),
      ),
    ];
  },
};

function pressInLibrary(words: string): void {
  showWay('showLibrary', '[aria-label="Library"] input[type="search"]');
  whenThere('.library-tools', (tools) =>
    [...tools.querySelectorAll('button')].find(({ textContent }) => textContent === words)?.click(),
  );
}

/** A button of the editor's pane, which comes first on a phone. `once`: one that is open already is left so. */
function pressAbove(selector: string, once = false): void {
  askCommand('focusEditor');
  whenThere(selector, (button) => {
    if (!once || button.ariaExpanded !== 'true') button.click();
    if (once) button.focus();
  });
}
