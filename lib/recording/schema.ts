/** The JSON Schema of a recording's lines, made of the shapes that the reader checks with; every line of a file is valid by itself. */
import * as z from 'zod';
import { entrySchema } from './entry-json.ts';
import { headerSchema, recordingVersion } from './recording-header.ts';

type Schema = { [keyword: string]: unknown };

/** What stands in every line, beside what it is a line of. */
const hash: Schema = {
  type: 'string',
  pattern: '^[0-9a-f]{64}$',
  description:
    'SHA-256, in hex, of the h of the line before (nothing for the first) and the text of this line without seen and h.',
};
const seen: Schema = {
  type: 'number',
  description: 'When the page received it, in ms of the session. Not covered by h, and no evidence.',
};

const kinds: Readonly<Record<string, string>> = {
  dial: 'A connection is asked for.',
  handshake: 'The answer to the upgrade; status 101 lets in.',
  frame: 'A frame that crossed the wire, whole, after decompression.',
  close: 'The end of the connection.',
  http: 'A plain request and its answer.',
  failure: 'Something went wrong on our side, or the network failed.',
  mark: 'A note of ours; nothing that crossed the wire.',
};

const fields: Readonly<Record<string, string>> = {
  seq: 'Number of the entry, from 1, without gaps.',
  t: "Milliseconds since the session's start, on the recorder's monotonic clock.",
  masked: 'Places where a secret stood: a filler of the same length, which names the key, stands there instead.',
  dir: "From the client's side.",
  bytes: 'The payload.',
  wire: 'As it stood on the wire: bytes with compression, fragments, and the chunk of the TCP stream it came with.',
  round: 'Sessions on one socket (start to finish), from 1.',
  leg: "Which of two wires it crossed, where they differ: the client's or the server's.",
  passed: 'What a rule or fault made of it on its way.',
  of: 'The entry that it was made of.',
  by: 'Who ended it, or who says so.',
  reason: 'As it came, UTF-8 or not.',
  clean: 'A close frame came.',
  headers: 'In their order; masked are spans of UTF-16 units.',
  body: 'Of a refused upgrade, as far as it was kept.',
  bodyCut: 'There was more of it.',
  timings: 'Of the dial, in ms; absent where a step did not happen.',
  about: 'The entry that a mark is about.',
  via: 'How it was recorded.',
  faults: 'What was to go wrong on purpose, like drop:audio@3+flip.',
  tapped:
    'Of a tap: its bytes went from socket to socket untouched, or frame by frame, so that something could act on them.',
  requestHeaders: 'Of the request, in their order.',
};

/** Of the present version. */
export function recordingSchema(): Schema {
  const entries = entrySchema.options.map((option) => lineOf(jsonSchemaOf(option)));
  const header = jsonSchemaOf(headerSchema) as { properties: Schema };
  header.properties = { ...header.properties, version: { const: recordingVersion } };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `A line of a Wiretone recording, version ${recordingVersion}`,
    description:
      'A recording is UTF-8 text, one JSON object a line: the header, then one entry a line, then the end. A file without the end was not closed.',
    oneOf: [
      { $ref: '#/definitions/header' },
      ...entries.map(({ kind }) => ({ $ref: `#/definitions/${kind}` })),
      { $ref: '#/definitions/end' },
    ],
    definitions: {
      header: withHash({
        description: 'The first line.',
        ...header,
        additionalProperties: true,
      }),
      ...Object.fromEntries(entries.map(({ kind, schema }) => [kind, schema])),
      end: withHash({
        type: 'object',
        description: 'The last line: nothing is missing behind it.',
        properties: {
          end: { const: true },
          entries: { type: 'integer', minimum: 0, description: 'How many entries there are.' },
        },
        required: ['end', 'entries'],
        additionalProperties: false,
      }),
    },
  };
}

function jsonSchemaOf(shape: z.ZodType): Schema {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { target: 'draft-07', io: 'input' });
  return schema;
}

function lineOf(schema: Schema): { kind: string; schema: Schema } {
  const properties = schema.properties as { [name: string]: Schema };
  const kind = String(properties.kind?.const);
  const told = Object.entries(properties).map(([name, one]) => [
    name,
    fields[name] === undefined ? one : { description: fields[name], ...one },
  ]);
  return {
    kind,
    schema: withHash({ description: kinds[kind], ...schema, properties: { ...Object.fromEntries(told), seen } }),
  };
}

function withHash(schema: Schema): Schema {
  const { properties, required } = schema as { properties: Schema; required?: string[] };
  return { ...schema, properties: { ...properties, h: hash }, required: [...(required ?? []), 'h'] };
}
