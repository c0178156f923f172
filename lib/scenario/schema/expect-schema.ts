import type { Dialect } from '../../dialects/dialect.ts';
import { containerRules } from '../../lint/container/container-rules.ts';
import { timingRules } from '../../lint/timing/timing-rules.ts';
import { duration } from './duration-schema.ts';
import { orReference, type Schema } from './notation-schema.ts';

/** What each figure is, for those one would expect something of. */
const figures: Readonly<Record<string, string>> = {
  'first-byte': 'ms from the first text to the first byte of audio',
  'first-playable': 'ms from the first text to audio that can be played',
  'gap-p50': 'ms between arrivals of audio, half of them at most',
  'gap-p95': 'ms between arrivals of audio, 95 of 100 at most',
  'gap-max': 'ms, the longest wait between arrivals of audio',
  'real-time': 'time to arrive as a share of the time to play',
  'audio-bytes': 'bytes of encoded audio',
  'audio-seconds': 'seconds of sound',
  'text-bytes': 'bytes of text, as they are charged for',
  'text-characters': 'characters of text',
  stalls: 'how often a player with the prebuffer asked about would run dry',
  prebuffer: 'ms of prebuffer with which nothing runs dry',
};

const number = (description: string): Schema => orReference({ type: 'number', description });
const count = (description: string): Schema =>
  orReference({
    description: `${description} A number, or {"min", "max"}.`,
    anyOf: [
      { type: 'integer', minimum: 0 },
      {
        type: 'object',
        properties: { min: { type: 'integer', minimum: 0 }, max: { type: 'integer', minimum: 0 } },
        additionalProperties: false,
        minProperties: 1,
      },
    ],
  });

/** What may be expected; every part that is written must hold. */
export function expectSchema(dialect: Dialect): Schema {
  return {
    type: 'object',
    description: 'What must be true of the session so far. Several parts may stand together: all must hold.',
    minProperties: 1,
    properties: { ...eventParts(dialect), ...sessionParts(dialect), ...soundParts },
    additionalProperties: false,
    dependencies: {
      exactly: ['order'],
      ...Object.fromEntries(['dir', 'count', 'which', 'where'].map((name) => [name, ['event']])),
    },
  };
}

function eventParts(dialect: Dialect): Record<string, Schema> {
  const names = (of: readonly string[]): Schema => ({ anyOf: [{ enum: of }, { type: 'string', minLength: 1 }] });
  const test = {
    min: number('At least this.'),
    max: number('At most this.'),
    equals: { description: 'Exactly this value, lists and objects too.' },
    contains: orReference({ type: 'string', description: 'A text that has this in it.' }),
    matches: orReference({ type: 'string', description: 'A text that a regular expression finds itself in.' }),
    present: { type: 'boolean', description: 'Whether the field is there at all.' },
    $text: { type: 'string', description: 'Exactly this text: {{ }} in it is not looked at.' },
  };
  return {
    order: {
      type: 'array',
      minItems: 1,
      items: names(dialect.serverEvents),
      description: 'Events received, in this order; others may stand between. Audio in a row counts once.',
    },
    exactly: {
      type: 'boolean',
      description: 'With "order": no others stand between, before or after.',
      default: false,
    },
    event: {
      ...orReference(names([...dialect.serverEvents, ...dialect.clientEvents])),
      description: 'Frames of this event: how many there are ("count"), and what is in them ("where").',
    },
    dir: { enum: ['received', 'sent'], default: 'received', description: 'With "event": whose frames.' },
    count: count('With "event": how many there are. Left out: at least one; {"max": 0}: none.'),
    which: {
      enum: ['first', 'last', 'every'],
      description: 'With "where": the frame that must fit. Left out: one of them does.',
    },
    where: {
      type: 'object',
      description:
        'With "event": fields by path (`reason`, `alignment.segments[0].text`), each with its value or a test.',
      additionalProperties: {
        if: { type: 'object' },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { properties: test, additionalProperties: false, minProperties: 1 },
      },
    },
  };
}

function sessionParts(dialect: Dialect): Record<string, Schema> {
  const rules = [...dialect.rules.rules, ...containerRules, ...timingRules];
  const ids: Schema = {
    type: 'array',
    minItems: 1,
    items: { enum: rules.map(({ id }) => id), enumDescriptions: rules.map(({ title }) => title) },
  };
  return {
    noErrors: { const: true, description: 'No finding of the session is an error.' },
    findings: {
      type: 'object',
      description: 'What the rules found.',
      properties: {
        worst: { enum: ['none', 'info', 'warning'], description: 'Nothing worse than this was found.' },
        has: { ...ids, description: 'These rules have fired.' },
        hasNot: { ...ids, description: 'These rules have not fired.' },
      },
      additionalProperties: false,
      minProperties: 1,
    },
    turns: count('How many turns there were: what was asked for at one go, and its audio.'),
    firstAudioWithin: { ...duration, description: `The first byte of audio came so soon. ${duration.description}` },
    figure: {
      type: 'object',
      description: 'A figure of the timing, of the session or of one turn.',
      properties: {
        id: {
          description: 'Which figure.',
          anyOf: [{ enum: Object.keys(figures), enumDescriptions: Object.values(figures) }, { type: 'string' }],
        },
        turn: { type: 'integer', minimum: 1, description: 'Of this turn, from 1; left out: of the session.' },
        min: number('At least this, in the unit of the figure.'),
        max: number('At most this, in the unit of the figure.'),
      },
      required: ['id'],
      additionalProperties: false,
      minProperties: 2,
    },
    close: {
      description: 'How the connection ended: a code (1005: none was sent, 1006: none came), or null while it is open.',
      anyOf: [
        { type: 'integer', minimum: 1000, maximum: 4999 },
        { type: 'null' },
        {
          type: 'object',
          properties: {
            code: { anyOf: [{ type: 'integer', minimum: 1000, maximum: 4999 }, { type: 'null' }] },
            by: { enum: ['us', 'peer', 'network'], description: 'Who ended it.' },
          },
          required: ['code'],
          additionalProperties: false,
        },
      ],
    },
    frame: {
      type: 'object',
      description: 'One frame, byte for byte. Masked places are not compared.',
      properties: {
        dir: { enum: ['sent', 'received'], description: 'Whose frames are counted.' },
        nth: { type: 'integer', minimum: 1, default: 1, description: 'Which of them, from 1.' },
        hex: { type: 'string', description: 'Its bytes in hexadecimal digits.' },
      },
      required: ['dir', 'hex'],
      additionalProperties: false,
    },
  };
}

const soundParts: Record<string, Schema> = {
  duration: {
    type: 'object',
    description: 'How long the sound is.',
    properties: {
      min: { ...duration, description: 'At least this.' },
      max: { ...duration, description: 'At most this.' },
    },
    additionalProperties: false,
    minProperties: 1,
  },
  audio: {
    type: 'object',
    description: 'The audio as it was received.',
    properties: {
      decodes: { type: 'boolean', description: 'All of it can be decoded.' },
      sha256: { type: 'string', pattern: '^[0-9a-fA-F]{64}$', description: 'The hash of the encoded bytes, in order.' },
      format: { enum: ['mp3', 'opus', 'wav', 'pcm'], description: 'What its first bytes say it is.' },
    },
    additionalProperties: false,
    minProperties: 1,
  },
  soundsLike: {
    type: 'object',
    description: 'The sound is that of a file: normalised correlation, up to 200 ms apart.',
    properties: {
      file: { type: 'string', description: 'The name of a chosen file.' },
      atLeast: { type: 'number', minimum: 0, maximum: 1, default: 0.9 },
    },
    required: ['file'],
    additionalProperties: false,
  },
};
