/** The fields of a form for one step, made of the schema that the editor checks by and of what the step's text says now. */
import { branchesOf, decide, fits, isObject, type Schema } from './schema-view.ts';

export type Control =
  /** One line of text. `long`: several. */
  | { kind: 'text'; long: boolean }
  | { kind: 'number'; integer: boolean; min: number | null; max: number | null }
  | { kind: 'switch' }
  | { kind: 'choice'; choices: readonly (string | number)[] }
  | { kind: 'lines' }
  | { kind: 'group'; fields: readonly FormField[] }
  /** What no control fits: it is shown as written, and edited in the text. */
  | { kind: 'as-written' };

export type FormField = {
  /** From the step on: `['request', 'prosody', 'speed']`. */
  path: readonly string[];
  name: string;
  help: string;
  control: Control;
  required: boolean;
  /** Null may be written. */
  nullable: boolean;
  /** What holds when it is left out; undefined where the schema names nothing. */
  initial: unknown;
  /** As the text has it; undefined when it is left out. */
  value: unknown;
  /** Why the value in the text is not shown in the control; null when it is. */
  misfit: string | null;
};

/** `schema`: of one step. `step`: its value, as parsed. Keys that the schema does not know come last, as written. */
export function formFields(schema: Schema, step: unknown): FormField[] {
  return fieldsOf(decide(schema, step).schema, step, [], schema);
}

function fieldsOf(schema: Schema, value: unknown, path: readonly string[], root: Schema): FormField[] {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const written = isObject(value) ? value : {};
  const known = Object.entries(properties).flatMap(([name, part]) => {
    if (!isObject(part)) return [];
    return [field(part, [...path, name], own(written, name), required.has(name), root)];
  });
  const strange = Object.keys(written)
    .filter((name) => !Object.hasOwn(properties, name))
    .map((name) => unknownField([...path, name], written[name]));
  return [...known, ...strange];
}

function field(part: Schema, path: readonly string[], value: unknown, required: boolean, root: Schema): FormField {
  const { schema, nullable } = decide(part, value, root);
  const control = controlOf(part, schema, value, path, root);
  const shown =
    value === undefined || (nullable && value === null) || control.kind === 'as-written' || accepts(control, value);
  return {
    path,
    name: path.at(-1) ?? '',
    help: typeof schema.description === 'string' ? schema.description : '',
    control,
    required,
    nullable,
    initial: schema.default,
    value,
    misfit: shown ? null : 'this value is of another kind: see the text',
  };
}

function controlOf(part: Schema, schema: Schema, value: unknown, path: readonly string[], root: Schema): Control {
  if ('const' in schema) return { kind: 'choice', choices: scalars([schema.const]) };
  if (Array.isArray(schema.enum)) return { kind: 'choice', choices: scalars(schema.enum) };
  // Text or a list of texts, a map or a file: the text editor says such things better.
  const kinds = new Set(branchesOf(part).map((branch) => branch.type));
  if (kinds.size > 1 && !(value === undefined || value === null || typeof value === 'string'))
    return { kind: 'as-written' };
  if (schema.type === 'string') return { kind: 'text', long: path.at(-1) === 'text' };
  if (schema.type === 'number' || schema.type === 'integer') {
    const limit = (word: string) => (typeof schema[word] === 'number' ? (schema[word] as number) : null);
    const [min, max] = [limit('minimum'), limit('maximum')];
    return {
      kind: 'number',
      integer: schema.type === 'integer',
      min,
      max: max === Number.MAX_SAFE_INTEGER ? null : max,
    };
  }
  if (schema.type === 'boolean') return { kind: 'switch' };
  if (
    schema.type === 'object' &&
    isObject(schema.properties) &&
    !Object.keys(schema.properties).some((k) => k.startsWith('$'))
  ) {
    return { kind: 'group', fields: fieldsOf(schema, value, path, root) };
  }
  if (schema.type === 'array' && isObject(schema.items) && schema.items.type === 'string') return { kind: 'lines' };
  return { kind: 'as-written' };
}

/** Whether the control can show this value without a loss. */
function accepts(control: Control, value: unknown): boolean {
  if (control.kind === 'text') return typeof value === 'string';
  if (control.kind === 'number') return typeof value === 'number';
  if (control.kind === 'switch') return typeof value === 'boolean';
  if (control.kind === 'choice') return typeof value === 'string' || typeof value === 'number';
  if (control.kind === 'lines') return Array.isArray(value) && value.every((item) => typeof item === 'string');
  if (control.kind === 'group') return isObject(value) && !Object.keys(value).some((name) => name.startsWith('$'));
  return fits({}, value);
}

function unknownField(path: readonly string[], value: unknown): FormField {
  const name = path.at(-1) ?? '';
  const help = 'The schema does not know this field. It is sent as it is written.';
  const control: Control = { kind: 'as-written' };
  return { path, name, help, control, required: false, nullable: false, initial: undefined, value, misfit: null };
}

const own = (value: Schema, name: string) => (Object.hasOwn(value, name) ? value[name] : undefined);
const scalars = (values: readonly unknown[]) =>
  values.filter((one): one is string | number => typeof one === 'string' || typeof one === 'number');
