/** The schema of one step of a dialect, for its form: of an event the dialect's own, of a directive and of the head the scenario's. */
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { type FormField, formFields } from '@/lib/scenario/form/form-fields.ts';
import { isObject, type Schema } from '@/lib/scenario/form/schema-view.ts';
import { scenarioSchema } from '@/lib/scenario/scenario-schema.ts';

const made = new WeakMap<Dialect, { event: Schema; step: Schema; root: Schema }>();

function schemasOf(dialect: Dialect) {
  let schemas = made.get(dialect);
  if (schemas === undefined) {
    const root = scenarioSchema(dialect);
    const { step } = root.definitions as { step: Schema };
    schemas = { event: dialect.eventSchema(), step, root };
    made.set(dialect, schemas);
  }
  return schemas;
}

/** The fields of a step, as its text says it now. */
export function stepFields(dialect: Dialect, value: unknown): FormField[] {
  const { event, step, root } = schemasOf(dialect);
  const directive = isObject(value) && Object.keys(value).some((name) => name.startsWith('$'));
  return directive ? formFields(step, value, root) : formFields(event, value);
}

/** The fields of what stands around the steps: what the scenario is called, how to connect, its variables. */
export function headFields(dialect: Dialect, value: unknown): FormField[] {
  return formFields(schemasOf(dialect).root, value).filter(({ name }) => name !== 'steps' && name !== '$schema');
}
