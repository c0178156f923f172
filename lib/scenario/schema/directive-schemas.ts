/** Schemas of the directives, by name, with what an editor says of them and offers for them. */
import type { Dialect } from '../../dialects/dialect.ts';
import { tokensLikes } from '../tokens/cut-tokens.ts';
import { duration } from './duration-schema.ts';
import { expectSchema } from './expect-schema.ts';
import { orReference, type Schema } from './notation-schema.ts';

const steps: Schema = { type: 'array', items: { $ref: '#/definitions/step' } };

const atWords =
  'Waits until so long after the first frame that the run sent on this socket. Late timers do not add up; a moment that is past is not waited for.';

/** What stands after each directive's name. */
export function directiveSchemas(dialect: Dialect): ReadonlyMap<string, Schema> {
  return new Map<string, Schema>([
    ['$wait', { ...duration, description: `Waits before the next step. ${duration.description}` }],
    ['$at', { ...duration, description: `${atWords} ${duration.description}` }],
    ['$until', untilSchema(dialect.serverEvents)],
    ['$tokens', tokensSchema],
    ['$raw', rawSchema],
    ['$ping', pingSchema],
    ['$close', closeSchema],
    ['$repeat', repeatSchema],
    ['$parallel', parallelSchema],
    ['$expect', expectSchema(dialect)],
  ]);
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
  const close = { const: true, description: 'Met when the connection has ended, whoever ended it.' };
  return {
    type: 'object',
    description: 'Waits until something is received: "event", "audioIdle" or "close", one of them.',
    properties: { event, audioIdle, close, within },
    additionalProperties: false,
    minProperties: 1,
    not: { anyOf: [both('event', 'audioIdle'), both('event', 'close'), both('audioIdle', 'close')] },
  };
}

function both(...required: string[]): Schema {
  return { required };
}

const file: Schema = {
  type: 'object',
  properties: { $file: { type: 'string', minLength: 1, description: 'The name of a chosen file.' } },
  required: ['$file'],
  additionalProperties: false,
};
const literal: Schema = {
  type: 'object',
  properties: { $text: { type: 'string', description: 'The text, exactly as it is: {{ }} in it is not looked at.' } },
  required: ['$text'],
  additionalProperties: false,
};

const tokensSchema: Schema = {
  description:
    'Sends a long text in pieces, each a text event, as a language model hands them on. {"$file": name} is read as UTF-8.',
  anyOf: [{ type: 'string' }, file, literal],
};

/** What may stand beside `$tokens`. */
export const besideTokens: Readonly<Record<string, Schema>> = {
  like: orReference({
    description: 'How the text is cut. Together the pieces are always the text.',
    default: 'openai',
    enum: tokensLikes,
    enumDescriptions: [
      'Words with the space before them, long ones in parts: "Hel" "lo" " from".',
      'Words with the space after them: "The " "first ".',
      'Lines with their line ends.',
      'Sentences with the space after them, as LiveKit sends them.',
    ],
  }),
  perSecond: orReference({
    description:
      'Pieces a second; 0 is as fast as they go. Each has its moment in the plan: a late one does not delay the next.',
    type: 'number',
    minimum: 0,
    maximum: 1000,
    default: 20,
  }),
};

const key: Schema = {
  type: 'object',
  properties: { $key: { const: true, description: 'The key typed in the connection bar.' } },
  required: ['$key'],
  additionalProperties: false,
};

function payload(description: string): Schema {
  return {
    description,
    anyOf: [{ type: 'string' }, { type: 'array', items: { anyOf: [{ type: 'string' }, key, literal] } }, literal],
  };
}

const rawSchema: Schema = {
  type: 'object',
  description: 'One frame, byte for byte as written here. Nothing looks at it before it is sent.',
  properties: {
    opcode: { enum: ['text', 'binary'], description: 'The kind of frame. A text frame may hold what is not UTF-8.' },
    hex: payload('The payload in hexadecimal digits; blanks may stand between bytes.'),
    text: payload('The payload as text, sent in UTF-8.'),
    base64: payload('The payload in padded base64.'),
  },
  required: ['opcode'],
  additionalProperties: false,
  minProperties: 2,
  not: { anyOf: [both('hex', 'text'), both('hex', 'base64'), both('text', 'base64')] },
};

const pingSchema: Schema = {
  description: 'Sends a ping with this payload, at most 125 bytes. The peer answers with a pong.',
  anyOf: [
    { type: 'string' },
    {
      type: 'object',
      properties: { hex: { type: 'string', description: 'The payload in hexadecimal digits.' } },
      required: ['hex'],
      additionalProperties: false,
    },
    literal,
  ],
};

const closeSchema: Schema = {
  type: 'object',
  description: 'Closes the connection, with a close frame.',
  properties: {
    code: orReference({
      description: 'A code a close frame may carry.',
      default: 1000,
      anyOf: [
        { type: 'integer', minimum: 1000, maximum: 1014, not: { enum: [1004, 1005, 1006] } },
        { type: 'integer', minimum: 3000, maximum: 4999 },
      ],
    }),
    reason: orReference({
      type: 'string',
      description: 'At most 123 bytes of UTF-8.',
      maxLength: 123,
      default: '',
    }),
  },
  additionalProperties: false,
};

const repeatSchema: Schema = {
  type: 'object',
  description: 'Carries out its steps several times.',
  properties: {
    times: {
      description: 'How often.',
      anyOf: [
        { type: 'integer', minimum: 1, maximum: 100_000 },
        { type: 'string', pattern: '^\\{\\{' },
      ],
    },
    as: { type: 'string', description: 'A variable that counts the rounds, from 1: {{n}} for "n".' },
    steps: { ...steps, description: 'What is repeated.' },
  },
  required: ['times', 'steps'],
  additionalProperties: false,
};

const parallelSchema: Schema = {
  description: 'Several sockets at the same time, each with steps of its own. Over when all of them are.',
  if: { type: 'array' },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: {
    minItems: 1,
    items: {
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 1, description: 'What the socket is called.' },
        steps: { ...steps, description: 'What happens on this socket.' },
      },
      required: ['steps'],
      additionalProperties: false,
    },
  },
  else: {
    type: 'object',
    properties: {
      sockets: {
        description: 'How many sockets carry out the same steps.',
        anyOf: [
          { type: 'integer', minimum: 1, maximum: 100 },
          { type: 'string', pattern: '^\\{\\{' },
        ],
      },
      steps: { ...steps, description: 'What happens on each of the sockets.' },
    },
    required: ['sockets', 'steps'],
    additionalProperties: false,
  },
};
