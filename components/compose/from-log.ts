/** From the log back into the editor, and onto the wire again. What is done is said in the notice under the editor. */
import { askCommand } from '@/components/workbench/page-commands.ts';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { WantedText } from '@/lib/console/port.ts';
import { composerOf } from './actions.ts';

/** Sends the frame once more on the open connection, whatever the editor holds. */
export async function resend(facade: ConsoleFacade, session: string, seq: number): Promise<void> {
  const step = await written(facade, session, { of: 'step', seq });
  if (step !== null) await composerOf(facade).sendApart(step);
}

/** Puts the step that sends the frame behind the one under the caret, with the caret on it. */
export async function editAndResend(facade: ConsoleFacade, session: string, seq: number): Promise<void> {
  await insertWritten(facade, session, { of: 'step', seq }, 'caret');
}

/** Puts a step that expects the frame behind all steps: what it looks at has to be there. */
export async function pinAsExpectation(facade: ConsoleFacade, session: string, seq: number): Promise<void> {
  await insertWritten(facade, session, { of: 'expectation', seq }, 'end');
}

/** The session as a scenario in the editor; the text that was there stays as an earlier one. */
export async function makeScenario(facade: ConsoleFacade, session: string): Promise<void> {
  const text = await written(facade, session, { of: 'session' });
  if (text === null) return;
  await composerOf(facade).openScenario(text);
  askCommand('focusEditor');
  composerOf(facade).say('This is the session as a scenario. The text before it is under Earlier texts.');
}

async function insertWritten(
  facade: ConsoleFacade,
  session: string,
  want: WantedText,
  where: 'caret' | 'end',
): Promise<void> {
  const step = await written(facade, session, want);
  if (step === null) return;
  const put = await composerOf(facade).insertText(step, where);
  askCommand('focusEditor');
  const behind = where === 'end' ? 'behind all others' : 'behind the one the caret was in';
  if (put !== null) composerOf(facade).say(`Put in as step ${put.number} (line ${put.line}), ${behind}.`);
}

async function written(facade: ConsoleFacade, session: string, want: WantedText): Promise<string | null> {
  const text = await facade.writeFrom(session, want);
  if (text === null) composerOf(facade).say(nothing[want.of]);
  return text;
}

const nothing: Record<WantedText['of'], string> = {
  session: 'This session was never dialled, so there is no scenario of it.',
  step: 'This entry is nothing that can be sent.',
  expectation: 'This entry is nothing that a step can expect.',
};
