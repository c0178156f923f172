/** What a field is set with: chosen by its schema, and by the kind of value that the text has there. */
import type { FieldPath } from './form-edit.ts';
import { type FormField, fieldOf, fieldsOf } from './form-fields.ts';
import { branchesOf, decide, isObject, type Schema } from './schema-view.ts';

type Scalar = string | number | boolean;

export type Control =
  /** `long`: several lines. `offers`: what is usual, beside which any text may stand. `numbers`: what reads as a number is written as one. */
  | { kind: 'text'; long: boolean; offers: readonly string[]; numbers: boolean }
  /** Or a text that is a reference to a variable. */
  | { kind: 'number'; integer: boolean; min: number | null; max: number | null }
  | { kind: 'switch' }
  | { kind: 'choice'; choices: readonly Scalar[] }
  /** Texts, one a line. */
  | { kind: 'lines' }
  /** `{"$file": name}`. */
  | { kind: 'file' }
  | { kind: 'group'; fields: readonly FormField[] }
  /** A list of groups; `blank` is what is added. */
  | { kind: 'items'; items: readonly FormField[]; blank: unknown }
  /** Values by names of one's own. */
  | { kind: 'map'; fields: readonly FormField[] }
  /** Steps inside of the step: each has a form of its own. */
  | { kind: 'steps' }
  /** What no control fits: it is shown as written, and edited in the text. */
  | { kind: 'as-written' };

const asWritten: Control = { kind: 'as-written' };

/** `part`: as the schema has it; `schema`: what of it applies to `value`. */
export function controlOf(part: Schema, schema: Schema, value: unknown, path: FieldPath, root: Schema): Control {
  const branches = branchesOf(part).filter((branch) => !isReference(branch));
  if (branches.some(isFile) && (value == null || (isObject(value) && '$file' in value))) return { kind: 'file' };
  const offers = branches.flatMap((branch) => (Array.isArray(branch.enum) ? scalars(branch.enum) : []));
  const open = branches.some(isText);
  if (open && (value == null || typeof value === 'string' || typeof value === 'number')) {
    const numbers = branches.some(isNumber);
    if (offers.length > 0 || numbers || isText(schema)) return textOf(path, offers.map(String), numbers);
  }
  if ('const' in schema) return { kind: 'choice', choices: scalars([schema.const]) };
  if (Array.isArray(schema.enum)) return { kind: 'choice', choices: scalars(schema.enum) };
  if (isNumber(schema) || (typeof value === 'string' && branches.every(isNumber))) return numberOf(branches);
  if (schema.type === 'boolean') return { kind: 'switch' };
  if (Array.isArray(schema.type)) return textOf(path, [], true);
  if (schema.type === 'string') return textOf(path, [], false);
  if (schema.type === 'object') return objectOf(schema, value, path, root);
  if (schema.type === 'array' && isObject(schema.items)) return listOf(schema.items, value, path, root);
  return asWritten;
}

function objectOf(schema: Schema, value: unknown, path: FieldPath, root: Schema): Control {
  if (isObject(schema.properties)) {
    const notation = Object.keys(schema.properties).some((name) => name.startsWith('$'));
    return notation ? asWritten : { kind: 'group', fields: fieldsOf(schema, value, path, root) };
  }
  if (schema.additionalProperties === undefined || schema.additionalProperties === false) return asWritten;
  const entries = Object.entries(isObject(value) ? value : {});
  return { kind: 'map', fields: entries.map(([name, one]) => entryOf([...path, name], one)) };
}

/** A value that the schema says nothing about: texts, numbers, true and false in one line. */
function entryOf(path: FieldPath, value: unknown): FormField {
  const plain = fieldOf(isScalar(value) ? anything : {}, path, value, false, {});
  return { ...plain, help: '' };
}

const anything: Schema = { type: ['string', 'number', 'boolean'] };

function listOf(items: Schema, value: unknown, path: FieldPath, root: Schema): Control {
  if (typeof items.$ref === 'string' && items.$ref.endsWith('/step')) return { kind: 'steps' };
  const written = Array.isArray(value) ? value : [];
  const kinds = branchesOf(items);
  const texts = kinds.every((one) => isText(one) || (Array.isArray(one.enum) && one.enum.every(isString)));
  if (texts) return written.every(isString) ? { kind: 'lines' } : asWritten;
  const { schema } = decide(items, {}, root);
  const named = isObject(schema.properties) ? Object.keys(schema.properties) : [];
  const plain = schema.type === 'object' && named.length > 0 && !named.some((name) => name.startsWith('$'));
  if (!plain || !written.every(isObject)) return asWritten;
  const all = written.map((one, index) => fieldOf(items, [...path, index], one, true, root));
  return { kind: 'items', items: all, blank: blankOf(schema) };
}

/** What an object is at least. */
function blankOf(schema: Schema): unknown {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required.map(String) : Object.keys(properties).slice(0, 1);
  return Object.fromEntries(
    required.map((name) => {
      const part = properties[name];
      return [name, isObject(part) && branchesOf(part).some(isFile) ? { $file: 'voice.wav' } : ''];
    }),
  );
}

function textOf(path: FieldPath, offers: readonly string[], numbers: boolean): Control {
  const long = ['text', 'about', '$tokens'].includes(String(path.at(-1)));
  return { kind: 'text', long, offers, numbers };
}

/** Bounds around all that is allowed: between two ranges lies what the editor complains about. */
function numberOf(branches: readonly Schema[]): Control {
  const all = branches.filter(isNumber);
  const limits = (word: string) => {
    const found = all.map((branch) => branch[word]).filter((one) => typeof one === 'number');
    return found.length === all.length ? found : [];
  };
  const [mins, maxs] = [limits('minimum'), limits('maximum')];
  const max = Math.max(...maxs);
  return {
    kind: 'number',
    integer: all.every(({ type }) => type === 'integer'),
    min: mins.length === 0 ? null : Math.min(...mins),
    max: maxs.length === 0 || max === Number.MAX_SAFE_INTEGER ? null : max,
  };
}

/** Whether the control can show this value without a loss. */
export function shows(control: Control, value: unknown): boolean {
  switch (control.kind) {
    case 'text':
      return typeof value === 'string' || (control.numbers && isScalar(value));
    case 'number':
      return typeof value === 'number' || isVariable(value);
    case 'switch':
      return typeof value === 'boolean' || isVariable(value);
    case 'choice':
      return isScalar(value) && (control.choices.includes(value) || typeof value !== 'boolean');
    case 'lines':
      return Array.isArray(value) && value.every(isString);
    case 'file':
      return isObject(value) && typeof value.$file === 'string' && Object.keys(value).length === 1;
    case 'group':
      return isObject(value) && !Object.keys(value).some((name) => name.startsWith('$'));
    case 'items':
      return Array.isArray(value);
    case 'map':
      return isObject(value);
    default:
      return true;
  }
}

/** A text that is one reference to a variable, and so may become any value. */
export function isVariable(value: unknown): value is string {
  return typeof value === 'string' && /^\{\{[^{}]*\}\}$/.test(value);
}

const isReference = ({ type, pattern }: Schema) =>
  type === 'string' && typeof pattern === 'string' && /^\^\\\{\\\{/.test(pattern);
const isFile = ({ properties }: Schema) => isObject(properties) && '$file' in properties;
const isText = (schema: Schema) => schema.type === 'string' && schema.enum === undefined && schema.const === undefined;
const isNumber = (schema: Schema) =>
  (schema.type === 'number' || schema.type === 'integer') && schema.enum === undefined;
const isString = (value: unknown) => typeof value === 'string';
const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value);
const scalars = (values: readonly unknown[]) => values.filter(isScalar);
