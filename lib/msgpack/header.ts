/** The 256 header bytes of MessagePack as tables. Source: MessagePack specification, "Formats". */
import type { NodeType } from '../bytes/node-table.ts';

/** Kinds by number, for the tables. Containers come first: `kind <= kinds.array` asks for one. */
export const kinds = {
  map: 0,
  array: 1,
  str: 2,
  bin: 3,
  ext: 4,
  int: 5,
  uint: 6,
  float: 7,
  bool: 8,
  nil: 9,
  reserved: 10,
} as const;

/** Names of the kinds, by number. An ext of type -1 is a `timestamp`; that takes a look at its type byte. */
export const kindNames: readonly NodeType[] = [
  'map',
  'array',
  'str',
  'bin',
  'ext',
  'int',
  'uint',
  'float',
  'bool',
  'nil',
  'nil',
];

/** Kind of the value a header byte begins. */
export const kindOf = new Uint8Array(256);
/** Bytes of the length field that follows the header byte: 0, 1, 2 or 4. */
export const lengthBytes = new Uint8Array(256);
/** Without a length field: entries of a map or array, payload bytes of anything else. */
export const fixedSize = new Uint8Array(256);
/** Name of the encoding, as the specification has it. */
export const encodingNames: string[] = new Array(256).fill('never used');

function range(first: number, last: number, kind: number, name: string, size: (low: number) => number): void {
  for (let header = first; header <= last; header++) {
    kindOf[header] = kind;
    fixedSize[header] = size(header - first);
    encodingNames[header] = name;
  }
}

const low = (value: number) => value;
const nothing = () => 0;
range(0x00, 0x7f, kinds.uint, 'positive fixint', nothing);
range(0x80, 0x8f, kinds.map, 'fixmap', low);
range(0x90, 0x9f, kinds.array, 'fixarray', low);
range(0xa0, 0xbf, kinds.str, 'fixstr', low);
range(0xc0, 0xc0, kinds.nil, 'nil', nothing);
range(0xc1, 0xc1, kinds.reserved, 'never used', nothing);
range(0xc2, 0xc2, kinds.bool, 'false', nothing);
range(0xc3, 0xc3, kinds.bool, 'true', nothing);
range(0xe0, 0xff, kinds.int, 'negative fixint', nothing);

/** Families of neighbouring headers whose size doubles: `[first header, kind, name, sizes]`. */
const sized = [
  [0xca, kinds.float, ['float32', 'float64'], [4, 8]],
  [0xcc, kinds.uint, ['uint8', 'uint16', 'uint32', 'uint64'], [1, 2, 4, 8]],
  [0xd0, kinds.int, ['int8', 'int16', 'int32', 'int64'], [1, 2, 4, 8]],
  [0xd4, kinds.ext, ['fixext1', 'fixext2', 'fixext4', 'fixext8', 'fixext16'], [1, 2, 4, 8, 16]],
] as const;
for (const [first, kind, names, sizes] of sized) {
  names.forEach((name, i) => {
    range(first + i, first + i, kind, name, () => sizes[i] as number);
  });
}

const withLength = [
  [0xc4, kinds.bin, ['bin8', 'bin16', 'bin32'], [1, 2, 4]],
  [0xc7, kinds.ext, ['ext8', 'ext16', 'ext32'], [1, 2, 4]],
  [0xd9, kinds.str, ['str8', 'str16', 'str32'], [1, 2, 4]],
  [0xdc, kinds.array, ['array16', 'array32'], [2, 4]],
  [0xde, kinds.map, ['map16', 'map32'], [2, 4]],
] as const;
for (const [first, kind, names, sizes] of withLength) {
  names.forEach((name, i) => {
    range(first + i, first + i, kind, name, nothing);
    lengthBytes[first + i] = sizes[i] as number;
  });
}

/** Unsigned big-endian number of 1, 2 or 4 bytes at `at`; the caller has checked that they are there. */
export function readLength(bytes: Uint8Array, at: number, width: number): number {
  if (width === 1) return bytes[at] as number;
  if (width === 2) return ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
  return (
    (bytes[at] as number) * 0x1000000 +
    (((bytes[at + 1] as number) << 16) | ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number))
  );
}
