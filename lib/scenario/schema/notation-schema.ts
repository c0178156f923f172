/** The schema of an event as a step may write it: with variables, `$text` and `$hex` where plain values stand. */

export type Schema = Record<string, unknown>;

/** A text that is one reference to a variable, and so may become any value. */
const variable: Schema = { type: 'string', pattern: '^\\{\\{[^{}]*\\}\\}$' };
const literalText: Schema = {
  type: 'object',
  properties: { $text: { type: 'string', description: 'The text, exactly as it is: {{ }} in it is not looked at.' } },
  required: ['$text'],
  additionalProperties: false,
};
const hex: Schema = {
  type: 'object',
  properties: { $hex: { type: 'string', description: 'Bytes in hexadecimal digits; blanks may stand between them.' } },
  required: ['$hex'],
  additionalProperties: false,
};

const lists = ['allOf', 'anyOf', 'oneOf'] as const;

/** A copy of an event's schema whose fields take the notation of steps too. Names of events stay as they are. */
export function withNotation(schema: Schema): Schema {
  return mapped(schema, (inside) => (typeof inside.const === 'string' ? inside : field(inside)));
}

/** Values of fields, and what a list or an alternative holds, are widened; the conditions of if / then / else are not. */
function mapped(schema: Schema, widen: (inside: Schema) => Schema): Schema {
  const made: Schema = { ...schema };
  if (isSchema(made.properties)) {
    const entries = Object.entries(made.properties as Record<string, Schema>);
    made.properties = Object.fromEntries(
      entries.map(([name, inside]) => [name, name === 'event' || name.startsWith('$') ? inside : widen(inside)]),
    );
  }
  if (isSchema(made.items)) made.items = widen(made.items);
  for (const name of ['then', 'else'] as const) if (isSchema(made[name])) made[name] = mapped(made[name], widen);
  for (const list of lists)
    if (Array.isArray(made[list])) made[list] = (made[list] as Schema[]).map((each) => mapped(each, widen));
  return made;
}

/** The same for one value: it may be a reference too, or literal text where it is a text. */
export function orReference(schema: Schema): Schema {
  return field(schema);
}

/** What is said of a field stays in front, where an editor looks for it; the values come first, so that they are complained about. */
function field(schema: Schema): Schema {
  const { description, default: byDefault, ...rest } = mapped(schema, field);
  const said = {
    ...(description !== undefined && { description }),
    ...(byDefault !== undefined && { default: byDefault }),
  };
  const alternatives = alternativesOf(rest);
  const anyText = alternatives.some((each) => each.type === 'string' && each.enum === undefined);
  // A field that takes any text takes a reference as it is.
  const more: Schema[] = [anyText ? literalText : variable];
  if (alternatives.some((each) => isSchema(each.properties) && '$bin' in each.properties)) more.push(hex);
  return { ...said, anyOf: [rest, ...more] };
}

/** The schema, or what its anyOf names, however deep. */
function alternativesOf(schema: Schema): Schema[] {
  return Array.isArray(schema.anyOf) ? (schema.anyOf as Schema[]).flatMap(alternativesOf) : [schema];
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
