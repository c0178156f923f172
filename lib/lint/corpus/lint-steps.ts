/** Takes steps or entries through the reader and the rules, as the console does while they arrive. */
import type { Dialect } from '../../dialects/dialect.ts';
import type { Finding } from '../../dialects/rule.ts';
import { type ContainerRules, openLint } from '../open-lint.ts';
import type { Step } from './draw.ts';

/** The findings at the end of the record. */
export function lintSteps(
  dialect: Dialect,
  steps: readonly Step[],
  container?: ContainerRules | null,
): readonly Finding[] {
  const lint = openLint(dialect, container);
  const reader = dialect.openReader();
  let seq = 0;
  for (const { t, body } of steps) {
    if (body === null) {
      lint.time(t);
      continue;
    }
    seq++;
    const reading = body.kind === 'frame' ? reader.read(body) : null;
    lint.take({ seq, t, ...body }, reading, reader.audioAsk());
  }
  lint.end();
  return lint.findings();
}

/** The rules that fired, each once, in order. */
export function idsOf(findings: readonly Finding[]): string {
  return [...new Set(findings.map((finding) => finding.rule))].sort().join(' ');
}
