/** Frames that are wrong as frames, whatever is in them. */
import { toBase64 } from '../../bytes/base64.ts';
import { decodeUtf8, encodeUtf8 } from '../../bytes/utf8.ts';
import { type Dialect, type Encoded, type EventValue, KeyRef } from '../../dialects/dialect.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import { type Draft, whole } from './draft.ts';
import { isMap } from './fields.ts';
import type { MutationParam, Recipe } from './mutation.ts';

export function frameRecipes(dialect: Dialect, event: EventValue, source: Encoded): Recipe[] {
  const { length } = source.bytes;
  const binary = source.opcode === 'binary';
  const one = (id: string, title: string, why: string, did: string, draft: () => Draft): Recipe => {
    return { id, group: 'frame', title, why, params: [], make: () => ({ did, drafts: [draft()] }) };
  };
  const own = (opcode: 'text' | 'binary', bytes: Uint8Array): Draft => ({ opcode, source, parts: [bytes] });
  const recipes: Recipe[] = [
    {
      id: 'truncate',
      group: 'frame',
      title: 'Cut the frame off',
      why: 'A message split over two frames, or a sender that stopped, looks like this.',
      params: [number('byte', length - 1, length - 1, (n) => `${n} of ${length} bytes are left`)],
      make: ([n = 0]) => ({
        did: `cut off after ${n} of ${length} bytes`,
        drafts: [{ opcode: source.opcode, source, parts: [{ start: 0, end: n }] }],
      }),
    },
    {
      id: 'flip-bit',
      group: 'frame',
      title: 'Flip one bit',
      why: 'Shows how much of the frame the reader really looks at.',
      params: [number('bit', length * 8 - 1, 0, bitWords)],
      make: ([n = 0]) => ({ did: `${bitWords(n)} is flipped`, drafts: [flipped(source, n)] }),
    },
    binary
      ? one('text-frame', 'Send it as a text frame', textFrameWords(source.bytes), 'sent as a text frame', () =>
          whole(source, 'text'),
        )
      : one(
          'binary-frame',
          'Send it as a binary frame',
          'The same bytes with the other opcode: a slip of many libraries.',
          'sent as a binary frame',
          () => whole(source, 'binary'),
        ),
    one(
      'twice',
      'Two events in one frame',
      'Readers take the first, the last, or refuse both.',
      'twice in one frame',
      () => ({
        opcode: source.opcode,
        source,
        parts: [...whole(source).parts, ...whole(source).parts],
      }),
    ),
    one('empty', 'An empty frame', 'A frame of 0 bytes carries no message.', 'without a single byte', () =>
      own(source.opcode, new Uint8Array(0)),
    ),
  ];
  if (binary) {
    const json = () => encodeUtf8(JSON.stringify(asJson(event)));
    recipes.push(
      one(
        'json-binary',
        'JSON in a binary frame',
        'A MessagePack reader sees the number 123 and bytes behind it.',
        'as JSON in a binary frame',
        () => own('binary', json()),
      ),
      one(
        'json-text',
        'JSON in a text frame',
        'What a client of a JSON protocol would send.',
        'as JSON in a text frame',
        () => own('text', json()),
      ),
    );
  } else {
    recipes.push(
      one(
        'msgpack-binary',
        'MessagePack in a binary frame',
        'What a client of the MessagePack protocol would send.',
        'as MessagePack in a binary frame',
        () => own('binary', encodeMsgpack(asPlain(event))),
      ),
    );
  }
  const end = endEvent(dialect);
  if (end !== null) {
    recipes.push({
      id: 'after-end',
      group: 'order',
      title: `After ${end.name}`,
      why: 'What comes after the end of a session may be lost, refused or begin another.',
      params: [],
      make: () => ({
        did: `sent after "${end.name}"`,
        drafts: [{ ...whole(end.frame), did: `"${end.name}" comes first` }, whole(source)],
      }),
    });
  }
  return recipes;
}

/** What comes of it hangs on the bytes: a text frame has to be UTF-8 (RFC 6455, section 8.1). */
function textFrameWords(bytes: Uint8Array): string {
  const { badAt } = decodeUtf8(bytes);
  if (badAt === -1) return 'Servers of this protocol ignore text frames; nothing says so.';
  return `Its byte ${badAt} is no UTF-8, which a text frame must be: the server closes with 1007 (RFC 6455, section 8.1).`;
}

function number(label: string, most: number, initial: number, words: (n: number) => string): MutationParam {
  return { name: 'n', label, least: 0, most: Math.max(0, most), initial: Math.max(0, initial), words };
}

/** Bits of a byte count from the least one. */
function bitWords(n: number): string {
  return `bit ${n % 8} of byte ${Math.floor(n / 8)}`;
}

function flipped(source: Encoded, n: number): Draft {
  const at = Math.floor(n / 8);
  const byte = (source.bytes[at] ?? 0) ^ (1 << (n % 8));
  const parts = [{ start: 0, end: at }, Uint8Array.of(byte), { start: at + 1, end: source.bytes.length }];
  return { opcode: source.opcode, source, parts };
}

/** Of the dialect's templates the one that ends what is going on. */
function endEvent(dialect: Dialect): { name: string; frame: Encoded } | null {
  for (const { event } of dialect.templates) {
    if (JSON.stringify(event).includes('"$')) continue;
    const frame = dialect.encode(event as EventValue);
    const { role, event: name } = dialect.openReader().read({ dir: 'sent', ...frame });
    if (role === 'end' || role === 'cancel') return { name, frame };
  }
  return null;
}

/** Bytes as base64, as clients in JSON write them; the key as its filler, since only the sender has it. */
function asJson(value: EventValue): unknown {
  if (value instanceof Uint8Array) return toBase64(value);
  return mapped(value, asJson);
}

function asPlain(value: EventValue): unknown {
  return value instanceof Uint8Array ? value : mapped(value, asPlain);
}

function mapped(value: EventValue, each: (inner: EventValue) => unknown): unknown {
  if (value instanceof KeyRef) return value.filler;
  if (Array.isArray(value)) return (value as readonly EventValue[]).map(each);
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, each(inner)])) : value;
}
