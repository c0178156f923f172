/** The part of JSON Schema (draft-07) that forms understand, and what of it applies to a value. */

export type Schema = { readonly [keyword: string]: unknown };

/** What is left of a schema once `if`, `allOf`, `$ref` and "or null" are decided for a value. */
export type Decided = { schema: Schema; nullable: boolean };

const mostDepth = 20;

/**
 * Folds what applies to `value` into one flat schema: `then` or `else` by their `if`, all of `allOf`, references into `root`. Of
 * `anyOf` the branch that the value fits, else the first; a branch of `null` makes it nullable. Conditions are read as far as
 * `required`, `const` and `enum` go.
 */
export function decide(schema: Schema, value: unknown, root: Schema = schema, depth = 0): Decided {
  if (depth > mostDepth) return { schema: {}, nullable: false };
  const { $ref, allOf, anyOf, if: condition, then, else: otherwise, ...own } = schema;
  const parts: Schema[] = [];
  let nullable = false;
  const add = (part: unknown) => {
    if (!isObject(part)) return;
    const decided = decide(part, value, root, depth + 1);
    nullable ||= decided.nullable;
    parts.push(decided.schema);
  };
  if (typeof $ref === 'string') add(lookUp(root, $ref));
  if (Array.isArray(anyOf)) {
    const branches = anyOf.filter(isObject);
    const real = branches.filter((branch) => branch.type !== 'null');
    nullable ||= real.length < branches.length;
    add(real.find((branch) => fits(branch, value)) ?? real[0]);
  }
  for (const part of Array.isArray(allOf) ? allOf : []) add(part);
  if (isObject(condition)) add(holds(condition, value) ? then : otherwise);
  return { schema: [...parts, own].reduce(merge, {}), nullable };
}

/** The branches of an `anyOf` but for null; one that has none is its own only branch. */
export function branchesOf(schema: Schema): Schema[] {
  const { anyOf } = schema;
  if (!Array.isArray(anyOf)) return [schema];
  return anyOf
    .filter(isObject)
    .filter((branch) => branch.type !== 'null')
    .flatMap(branchesOf);
}

/** Later words win; properties and required names of both are kept. */
function merge(first: Schema, second: Schema): Schema {
  const properties = { ...asObject(first.properties), ...asObject(second.properties) };
  const required = [...new Set([...asList(first.required), ...asList(second.required)])];
  return {
    ...first,
    ...second,
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
    ...(required.length > 0 ? { required } : {}),
  };
}

function holds(condition: Schema, value: unknown): boolean {
  if (!fits({ type: condition.type }, value)) return false;
  if (!isObject(value)) return condition.required === undefined && condition.properties === undefined;
  if (!asList(condition.required).every((name) => Object.hasOwn(value, String(name)))) return false;
  return Object.entries(asObject(condition.properties)).every(([name, test]) => {
    if (!Object.hasOwn(value, name) || !isObject(test)) return true;
    if ('const' in test) return value[name] === test.const;
    return Array.isArray(test.enum) ? test.enum.includes(value[name]) : true;
  });
}

/** Whether a value is of the schema's type; only its outermost layer is looked at. */
export function fits(schema: Schema, value: unknown): boolean {
  if (Array.isArray(schema.anyOf)) return schema.anyOf.filter(isObject).some((branch) => fits(branch, value));
  if (Array.isArray(schema.enum)) return schema.enum.includes(value);
  const { type } = schema;
  if (Array.isArray(type)) return type.some((one) => fits({ ...schema, type: one }, value));
  if (type === 'object')
    return isObject(value) && asList(schema.required).every((name) => Object.hasOwn(value, String(name)));
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'null') return value === null;
  return type === undefined || typeof value === type;
}

function lookUp(root: Schema, reference: string): unknown {
  let at: unknown = root;
  for (const name of reference.replace(/^#\/?/, '').split('/').filter(Boolean))
    at = isObject(at) ? at[name] : undefined;
  return at;
}

export function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
const asObject = (value: unknown): Schema => (isObject(value) ? value : {});
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
