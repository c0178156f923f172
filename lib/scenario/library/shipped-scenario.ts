/** A scenario that Wiretone brings: data, whose text says all that a file would. */

export type ShippedGroup = 'First steps' | 'Formats' | 'Texts' | 'Connection' | 'What servers do' | 'Rules';

export type Shipped = {
  /** Kebab case, the same for ever: it stands in links and command lines. */
  name: string;
  group: ShippedGroup;
  dialect: string;
  title: string;
  /** Why one runs it, and what it shows. */
  about: string;
  /** Id of the rule that it trips on purpose; null for those that trip none on purpose. */
  rule: string | null;
  /** The document, as it stands in the editor or in a file. */
  text: string;
};

export type ShippedParts = Omit<Shipped, 'text' | 'rule'> & {
  rule?: string | null;
  /** JSONC of `request` and of `variables`. */
  request?: string;
  variables?: string;
  /** JSONC of the steps, without the brackets around them. */
  steps: string;
};

/** Puts the document together. */
export function shipped({ request, variables, steps, rule = null, ...one }: ShippedParts): Shipped {
  const head = [
    `"title": ${JSON.stringify(one.title)},`,
    `"about": ${JSON.stringify(one.about)},`,
    `"dialect": ${JSON.stringify(one.dialect)},`,
    ...(request === undefined ? [] : [`"request": ${request},`]),
    ...(variables === undefined ? [] : [`"variables": ${variables},`]),
  ];
  const text = `{\n${indented(head.join('\n'), 2)}\n  "steps": [\n${indented(outdented(steps), 4)}\n  ]\n}\n`;
  return { ...one, rule, text };
}

function indented(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by));
}

/** Without the blank lines around it and the margin that all its lines have. */
function outdented(text: string): string {
  const lines = text
    .replace(/^\s*\n/, '')
    .trimEnd()
    .split('\n');
  const margin = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(margin)).join('\n');
}
