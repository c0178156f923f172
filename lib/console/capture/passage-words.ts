/** A frame that did not simply cross both wires: its chip, and what is said of it in its row. */
import type { Direction, FrameEntry } from '../../session/entry.ts';

type Passage = Pick<FrameEntry, 'leg' | 'passed' | 'of'>;

/** Chip of a frame of the server's wire alone: it is shown as it was, and not read. */
export function serverChip(dir: Direction): string {
  return dir === 'received' ? 'from server' : 'to server';
}

/** What became of it, or what it was made of. `isAgain`: what it came as went on before. */
export function passageWords(dir: Direction, { leg, passed, of }: Passage, isAgain: boolean): string {
  const [sender, getter] = dir === 'received' ? ['the server', 'the client'] : ['the client', 'the server'];
  const came = (leg === 'upstream') === (dir === 'received');
  if (came) {
    if (passed === 'dropped') return `from ${sender}, dropped here: ${getter} never got it`;
    if (passed === 'edited') return `from ${sender}, changed here: ${getter} got another one`;
    return `from ${sender}, and not passed on at once`;
  }
  const was = of === undefined ? '' : ` (came as #${of})`;
  if (passed === 'injected') return `put in here for ${getter}: ${sender} never sent it`;
  if (passed === 'edited') return `to ${getter}, changed here${isAgain ? ', once more' : ''}${was}`;
  return `to ${getter}, passed on ${isAgain ? 'once more' : 'later'}${was}`;
}
