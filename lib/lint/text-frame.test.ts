/** A text frame is ignored, or ends the connection: the finding says which. */
import { expect, test } from 'vitest';
import { fish } from '../dialects/fish/fish.ts';
import { stepsOf } from './corpus/draw.ts';
import { lintSteps } from './corpus/lint-steps.ts';

test('a text frame that is not UTF-8 explains the close with 1007', () => {
  const steps = stepsOf('> start\n> string {"event":"stop"}\n> hex 81a56576656e74a473746f70\nclose peer 1007').map(
    (step) =>
      step.body?.kind === 'frame' && step.body.bytes[0] === 0x81
        ? { ...step, body: { ...step.body, opcode: 'text' as const } }
        : step,
  );
  const says = lintSteps(fish, steps, null).filter(({ rule }) => rule === 'A10');
  expect(says.map((finding) => finding.says)).toEqual([
    'The client sent a text frame.',
    'The client sent a text frame that is not UTF-8 (byte 0): the server must close with 1007.',
  ]);
});
