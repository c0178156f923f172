/** Named scenarios as a file and back: one alone is its own text, several are a list around their texts. */
import { findNodeAtLocation, getNodeValue, type Node } from 'jsonc-parser';
import * as z from 'zod';
import { type Problem, placeWords, problem } from '../../problem/problem.ts';
import { headerFromJson } from '../../recording/recording-header.ts';
import { parseScenario } from '../parse-scenario.ts';
import { parseText } from '../parse-text.ts';
import { propertiesOf } from '../properties.ts';
import { type LineColumn, textLines } from '../text-lines.ts';

/** `group` may be empty. The text is kept as it was written, mistakes too. */
export type NamedScenario = { name: string; group: string; dialect: string; text: string };

const file = z.object({
  format: z.literal('wiretone-scenarios'),
  version: z.number().int().positive(),
  scenarios: z.array(z.object({ name: z.string().min(1), group: z.string(), dialect: z.string(), text: z.string() })),
});
const version = 1;

export function toLibraryFile(scenarios: readonly NamedScenario[]): string {
  const plain = scenarios.map(({ name, group, dialect, text }) => ({ name, group, dialect, text }));
  return `${JSON.stringify({ format: 'wiretone-scenarios', version, scenarios: plain }, null, 2)}\n`;
}

/**
 * One scenario as a file: its own text where that gives its name back, and there is no group to keep; else a list of one. The text
 * alone is also what runs in a terminal.
 */
export function toScenarioFile(scenario: NamedScenario): { text: string; extension: 'jsonc' | 'json' } {
  const { title, dialect } = parseScenario(scenario.text);
  const tellsAll = title === scenario.name && dialect === scenario.dialect && scenario.group === '';
  return tellsAll
    ? { text: scenario.text, extension: 'jsonc' }
    : { text: toLibraryFile([scenario]), extension: 'json' };
}

/** Why a file was not taken, as sentences. */
export function notTaken(fileName: string, why: Problem): string {
  const place = why.at === undefined ? '' : ` (${placeWords(why.at)})`;
  return `${fileName} was not taken. ${why.title}${place}: ${why.detail}. ${why.hint}`;
}

/**
 * Reads a list of scenarios, or the text of one, which takes its title, else the file's name. `dialect`: of a text that does not say.
 */
export function fromLibraryFile(text: string, fileName: string, dialect: string): NamedScenario[] | Problem {
  if (isRecording(text)) {
    return problem(
      'bad_library',
      'this is the recording of a session',
      undefined,
      `"npm run verify -- ${fileName}" in a terminal says whether it is whole.`,
    );
  }
  const list = readList(text);
  if (list !== null) return list;
  const scenario = parseScenario(text);
  const first = scenario.problems[0];
  if (scenario.all.length === 0) {
    return first ?? problem('bad_step', `${fileName} holds no steps`);
  }
  const name = scenario.title ?? (fileName.replace(/(\.scenario|\.steps)?\.jsonc?$/i, '') || fileName);
  return [{ name, group: '', dialect: scenario.dialect ?? dialect, text }];
}

function isRecording(text: string): boolean {
  try {
    return headerFromJson(JSON.parse(text.slice(0, text.indexOf('\n') + 1 || undefined))) !== null;
  } catch {
    return false;
  }
}

/** Null for what is no such list. */
function readList(text: string): NamedScenario[] | Problem | null {
  const placeOf = textLines(text);
  const { root, errors } = parseText(text, placeOf);
  const isList =
    root?.type === 'object' &&
    propertiesOf(root).some(({ key, value }) => key === 'format' && value.value === 'wiretone-scenarios');
  if (!isList) return null;
  const [mistake] = errors;
  if (mistake !== undefined) return mistake.problem;
  const read = file.safeParse(getNodeValue(root));
  if (!read.success) {
    const [issue] = read.error.issues;
    const path = (issue?.path ?? []).filter((name) => typeof name !== 'symbol');
    return problem('bad_library', `what stands there cannot be read (${issue?.message ?? 'unknown'})`, {
      ...nearest(root, path, placeOf),
      field: path.join('.'),
    });
  }
  if (read.data.version > version) {
    return problem('bad_library', `it is of version ${read.data.version}; this reads version ${version}`);
  }
  return read.data.scenarios;
}

/** Line and column of what stands at `path`, or of the nearest thing around it. */
function nearest(root: Node, path: readonly (string | number)[], placeOf: (offset: number) => LineColumn): LineColumn {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node !== undefined) return placeOf(node.offset);
  }
  return placeOf(root.offset);
}
