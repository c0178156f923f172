import type { Dialect } from '../dialects/dialect.ts';

type Schema = Record<string, unknown>;

const duration = {
  description: 'A time: "200ms", "1.5s", "2min", or a plain number of milliseconds.',
  anyOf: [
    { type: 'string', pattern: '^\\s*\\d+(\\.\\d+)?\\s*(ms|s|min)?\\s*$' },
    { type: 'number', minimum: 0 },
  ],
};

/**
 * JSON Schema (draft-07) of the whole array of steps of a dialect: its client events, `$wait` and `$until`. What a step is, is decided
 * by if / then / else, so that an editor complains about the value that is wrong and not about "no alternative". Definitions of the
 * event schema are lifted to the root, so that their references hold.
 */
export function stepsSchema(dialect: Dialect): Schema {
  const { $schema: _schema, $id: _id, definitions, defaultSnippets, ...event } = dialect.eventSchema();
  const wait = waitSchema();
  const until = untilSchema(dialect.serverEvents);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `Steps for ${dialect.title}`,
    type: 'array',
    description: 'Steps, carried out one after the other: client events to send, and what to wait for.',
    items: {
      type: 'object',
      // Named here too, so that both are offered in a step that is still empty.
      properties: { $wait: wait, $until: until },
      defaultSnippets: [...(Array.isArray(defaultSnippets) ? defaultSnippets : []), ...directiveSnippets(dialect)],
      ...decide(
        { required: ['$wait'] },
        { additionalProperties: false, properties: { $wait: wait } },
        decide({ required: ['$until'] }, { additionalProperties: false, properties: { $until: until } }, event),
      ),
    },
    ...(definitions === undefined ? {} : { definitions }),
  };
}

function decide(condition: Schema, yes: Schema, no: Schema): Schema {
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  return { if: condition, then: yes, else: no };
}

function directiveSnippets(dialect: Dialect): Schema[] {
  const last = dialect.serverEvents.find((name) => name === 'finish' || name === 'done') ?? dialect.serverEvents[0];
  return [
    snippet('$wait: a pause', { $wait: '200ms' }),
    snippet(`$until: ${last} was received`, { $until: { event: last, within: '10s' } }),
    snippet('$until: the audio has ended', { $until: { audioIdle: '250ms', within: '10s' } }),
  ];
}

/** In the text of a snippet `$wait` would be a variable: it is escaped, to be inserted as it stands. */
function snippet(label: string, step: object): Schema {
  return { label, bodyText: JSON.stringify(step).replace(/[\\$]/g, '\\$&') };
}

function waitSchema(): Schema {
  return { ...duration, description: `Waits before the next step. ${duration.description}` };
}

function untilSchema(serverEvents: readonly string[]): Schema {
  const within = { ...duration, description: `How long at most; 10s when left out. ${duration.description}` };
  const event = {
    description:
      'Met by the first such event received after the last frame sent, or after what the $until before it was met by.',
    anyOf: [{ enum: serverEvents }, { type: 'string', minLength: 1 }],
  };
  const audioIdle = {
    ...duration,
    description: 'Met when audio came after the last frame sent, and then none for this long.',
  };
  return {
    type: 'object',
    description: 'Waits until something is received: "event" or "audioIdle", one of them.',
    properties: { event, audioIdle, within },
    additionalProperties: false,
    minProperties: 1,
    not: { required: ['event', 'audioIdle'] },
  };
}
