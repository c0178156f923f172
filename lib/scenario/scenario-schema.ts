import type { Dialect } from '../dialects/dialect.ts';
import { switchForms } from '../sandbox/switches.ts';
import { besideTokens, directiveSchemas } from './schema/directive-schemas.ts';
import { orReference, type Schema, withNotation } from './schema/notation-schema.ts';
import { directiveSnippets } from './schema/snippets.ts';

/**
 * JSON Schema (draft-07) of a whole scenario of a dialect: the array of steps, or the object around it. What a step is, is decided by
 * if / then / else, so that an editor complains about the value that is wrong and not about "no alternative". What is said of an
 * event and its fields is the dialect's own; its definitions are lifted to the root, so that their references hold.
 */
export function scenarioSchema(dialect: Dialect): Schema {
  const { $schema: _schema, $id: _id, definitions, ...event } = dialect.eventSchema();
  const steps = { type: 'array', items: { $ref: '#/definitions/step' } };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `A scenario for ${dialect.title}`,
    description:
      'Steps, carried out one after the other: alone in an array, or in an object that says what they are for.',
    // Both are named, so that either is offered in a text that is still empty.
    type: ['array', 'object'],
    ...decide({ type: 'object' }, documentSchema(dialect, steps), steps),
    definitions: { ...(definitions as Schema | undefined), step: stepSchema(dialect, event) },
  };
}

function stepSchema(dialect: Dialect, event: Schema): Schema {
  const { defaultSnippets, ...plain } = event;
  const directives = directiveSchemas(dialect);
  const events = Array.isArray(defaultSnippets) ? defaultSnippets : [];
  let decided: Schema = withNotation(plain);
  for (const [name, schema] of [...directives].reverse()) {
    const beside = name === '$tokens' ? besideTokens : {};
    const only = { additionalProperties: false, properties: { [name]: schema, ...beside } };
    decided = decide({ required: [name] }, only, decided);
  }
  return {
    type: 'object',
    // Named here too, so that all are offered in a step that is still empty.
    properties: Object.fromEntries(directives),
    defaultSnippets: [...events, ...directiveSnippets(dialect)],
    ...decided,
  };
}

function documentSchema(dialect: Dialect, steps: Schema): Schema {
  return {
    properties: {
      $schema: { type: 'string', description: 'Where this schema is, for editors.' },
      title: { type: 'string', description: 'What the scenario is called.' },
      about: { type: 'string', description: 'What it shows, in a sentence.' },
      dialect: { const: dialect.id, description: 'The protocol it speaks.' },
      upstream: {
        description: 'Where it is run when nobody says otherwise.',
        anyOf: [{ enum: [`sandbox-${dialect.id}`, dialect.id] }, { type: 'string' }],
      },
      request: requestSchema(dialect),
      variables: {
        type: 'object',
        description:
          'Values by name, used as {{name}}. Those given with a run come before them. Never a secret: {"$key": true}.',
        additionalProperties: true,
      },
      steps: { ...steps, description: 'What is done, one after the other.' },
    },
    required: ['steps'],
    additionalProperties: false,
  };
}

function requestSchema(dialect: Dialect): Schema {
  const options = dialect.upgradeOptions.map(({ name, help, initial, open, values }) => [
    name,
    orReference({
      description: help,
      default: initial,
      ...(open ? { anyOf: [{ enum: values }, { type: 'string' }] } : { enum: values }),
    }),
  ]);
  const switches = switchForms.map(({ name, form, means }) => [
    name,
    { description: `${means} ${form}.`, type: ['string', 'number', 'boolean'] },
  ]);
  return {
    type: 'object',
    description: 'How the connection is asked for.',
    properties: {
      path: { enum: dialect.paths, default: dialect.paths[0], description: 'One of the paths of the protocol.' },
      switches: {
        type: 'object',
        description: 'What the built-in server is to do; used with a sandbox alone.',
        properties: Object.fromEntries(switches),
        additionalProperties: false,
      },
      faults: {
        type: 'string',
        description: 'What goes wrong on purpose, on every upstream: name:value@when, joined by +.',
      },
      ...Object.fromEntries(options),
    },
    additionalProperties: false,
  };
}

function decide(condition: Schema, yes: Schema, no: Schema): Schema {
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  return { if: condition, then: yes, else: no };
}
