/** The fields of a form, made of the schema that the editor checks by and of what the text says now. */
import { type Control, controlOf, shows } from './controls.ts';
import type { FieldPath } from './form-edit.ts';
import { decide, isObject, type Schema } from './schema-view.ts';

export type FormField = {
  /** From what the form is of: `['request', 'prosody', 'speed']`, `['references', 0, 'text']`. */
  path: FieldPath;
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

/**
 * `schema`: of one step or another object; its references count from `root`. `step`: its value, as parsed. Keys that the schema does
 * not know come last, as written. Directives that the step does not hold are other steps, and no fields of it.
 */
export function formFields(schema: Schema, step: unknown, root: Schema = schema): FormField[] {
  const fields = fieldsOf(decide(schema, step, root).schema, step, [], root);
  return fields.filter(({ name, value }) => value !== undefined || !name.startsWith('$'));
}

/** The fields of the object that `schema` describes, at `path`. */
export function fieldsOf(schema: Schema, value: unknown, path: FieldPath, root: Schema): FormField[] {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const written = isObject(value) ? value : {};
  const known = Object.entries(properties).flatMap(([name, part]) => {
    if (!isObject(part)) return [];
    return [fieldOf(part, [...path, name], own(written, name), required.has(name), root)];
  });
  const strange = Object.keys(written)
    .filter((name) => !Object.hasOwn(properties, name))
    .map((name) => unknownField([...path, name], written[name]));
  return [...known, ...strange];
}

export function fieldOf(part: Schema, path: FieldPath, value: unknown, required: boolean, root: Schema): FormField {
  const { schema, nullable } = decide(part, value, root);
  const control = controlOf(part, schema, value, path, root);
  const shown = value === undefined || (nullable && value === null) || shows(control, value);
  return {
    path,
    name: String(path.at(-1) ?? ''),
    help: typeof schema.description === 'string' ? schema.description : '',
    control,
    required,
    nullable,
    initial: schema.default,
    value,
    misfit: shown ? null : 'this value is of another kind: see the text',
  };
}

function unknownField(path: FieldPath, value: unknown): FormField {
  const name = String(path.at(-1) ?? '');
  const help = 'The schema does not know this field. It is sent as it is written.';
  const control: Control = { kind: 'as-written' };
  return { path, name, help, control, required: false, nullable: false, initial: undefined, value, misfit: null };
}

const own = (value: Schema, name: string) => (Object.hasOwn(value, name) ? value[name] : undefined);
