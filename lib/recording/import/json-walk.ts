/**
 * Walks a JSON text that comes in pieces and builds only the values somebody wants: what is passed over is never held. Built objects
 * have no prototype, and no depth makes it recurse. Grammar is RFC 8259.
 */
import { Tokenizer, TokenType } from '@streamparser/json';
import { counted, grouped } from '../../bytes/quantity.ts';
import { type Problem, problem } from '../../problem/problem.ts';

export type JsonPath = readonly (string | number)[];

export type JsonWalkTold = {
  /** Whether the value that begins here is to be built whole. `path` is reused: copy what is kept. */
  wants(path: JsonPath): boolean;
  value(path: JsonPath, value: unknown): void;
  /** An object or list that was not built has ended. */
  left(path: JsonPath): void;
};

export type JsonWalk = {
  /** The next bytes of the text. False once nothing more is read. */
  push(piece: Uint8Array): boolean;
  end(): { problem: Problem | null; trailingAt: number };
};

type Built = unknown[] | Record<string, unknown>;
type Level = { isList: boolean; built: Built | null; from: number };
type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or the end' | 'nothing';

const deepest = 256;
/** The largest value that is carried takes 43 MiB as base64. */
const largestValue = 64 * 1024 * 1024;
const mostNodes = 50_000;

class Broken extends Error {
  readonly at: number;
  constructor(says: string, at: number) {
    super(says);
    this.at = at;
  }
}

/** `markBytes`: bytes that stood before the text, counted in the places told. */
export function jsonWalk(told: JsonWalkTold, markBytes = 0): JsonWalk {
  const levels: Level[] = [];
  const path: (string | number)[] = [];
  let expected: Expected = 'value';
  let nodes = 0;
  let pushed = 0;
  let lastToken = 0;
  let lines = 1;
  let found: Problem | null = null as Problem | null;
  let trailingAt = -1;
  /** Behind the last bracket of the text; -1 before it. */
  let endedAt = -1;

  const put = (level: Level, value: unknown) => {
    if (level.built === null) return;
    if (++nodes > mostNodes) throw new Broken(`one value holds more than ${counted(mostNodes, 'value')}`, lastToken);
    if (Array.isArray(level.built)) level.built.push(value);
    else level.built[path[path.length - 1] as string] = value;
  };
  const begin = (isList: boolean, at: number) => {
    if (levels.length >= deepest) throw new Broken(`it is nested more than ${deepest} levels deep`, at);
    const above = levels[levels.length - 1];
    const isBuilding = above !== undefined && above.built !== null;
    if (!isBuilding) nodes = 0;
    const isWanted = isBuilding || told.wants(path);
    const built = isWanted ? (isList ? [] : (Object.create(null) as Record<string, unknown>)) : null;
    if (isBuilding) put(above, built);
    levels.push({ isList, built, from: isBuilding ? above.from : at });
    path.push(isList ? 0 : '');
    expected = isList ? 'value or ]' : 'name or }';
  };
  const finish = (at: number) => {
    if (levels.length === 1) endedAt = at + 1;
    const { built } = levels.pop() as Level;
    path.pop();
    const above = levels[levels.length - 1];
    if (built === null) told.left(path);
    else if (above === undefined || above.built === null) told.value(path, built);
    after();
  };
  const after = () => {
    expected = levels.length === 0 ? 'nothing' : ', or the end';
  };
  const scalar = (value: unknown) => {
    const above = levels[levels.length - 1];
    if (above !== undefined && above.built !== null) put(above, value);
    else if (told.wants(path)) told.value(path, value);
    after();
  };
  const take = (token: TokenType, value: unknown, at: number) => {
    lastToken = at;
    const level = levels[levels.length - 1];
    if (level !== undefined && level.built !== null && at - level.from > largestValue)
      throw new Broken(`one value is longer than ${grouped(largestValue)} bytes`, at);
    const wantsValue = expected === 'value' || expected === 'value or ]';
    if (expected === 'nothing') throw new Broken('something follows', at);
    if (token === TokenType.STRING && (expected === 'name' || expected === 'name or }')) {
      path[path.length - 1] = value as string;
      expected = ':';
    } else if (token === TokenType.COLON && expected === ':') expected = 'value';
    else if (token === TokenType.COMMA && expected === ', or the end') {
      if (level?.isList === true) path[path.length - 1] = (path[path.length - 1] as number) + 1;
      expected = level?.isList === true ? 'value' : 'name';
    } else if (token === TokenType.RIGHT_BRACE && level?.isList === false && endsHere(expected)) finish(at);
    else if (token === TokenType.RIGHT_BRACKET && level?.isList === true && endsHere(expected)) finish(at);
    else if (token === TokenType.LEFT_BRACE && wantsValue) begin(false, at);
    else if (token === TokenType.LEFT_BRACKET && wantsValue) begin(true, at);
    else if (wantsValue && isScalar(token)) scalar(value);
    else throw new Broken(`${wordOf(token, value)} stands where ${expected} is expected`, at);
  };

  const tokenizer = new Tokenizer();
  tokenizer.onToken = ({ token, value, offset }) => take(token, value, offset);
  tokenizer.onError = (thrown) => {
    throw thrown;
  };

  const stop = (says: string, at: number, line: number) => {
    found = problem('broken_file', says, { byte: at + markBytes, line });
  };
  return {
    push(piece) {
      if (found !== null || trailingAt !== -1) return false;
      try {
        tokenizer.write(piece);
      } catch (thrown) {
        const at = thrown instanceof Broken ? thrown.at : placeOf(thrown, pushed);
        const says = thrown instanceof Broken ? thrown.message : 'this is not JSON';
        if (expected !== 'nothing') stop(says, at, lines + breaks(piece, at - pushed));
      }
      // White space may follow. What else does is named where it begins, though the tokenizer may take some of it for a token.
      if (endedAt !== -1) trailingAt = firstInk(piece, Math.max(0, endedAt - pushed), pushed);
      lines += breaks(piece, piece.length);
      pushed += piece.length;
      if (found === null && trailingAt === -1 && pushed - lastToken > largestValue)
        stop(`one text is longer than ${grouped(largestValue)} bytes`, lastToken, lines);
      return found === null && trailingAt === -1;
    },
    end() {
      if (found === null && trailingAt === -1 && expected !== 'nothing') {
        stop(pushed === 0 ? 'the file is empty' : 'the JSON text ends too early: the file was cut', pushed, lines);
      }
      return { problem: found, trailingAt: trailingAt === -1 ? -1 : trailingAt + markBytes };
    },
  };
}

function endsHere(expected: Expected): boolean {
  return expected === ', or the end' || expected === 'value or ]' || expected === 'name or }';
}

function isScalar(token: TokenType): boolean {
  return (
    token === TokenType.STRING ||
    token === TokenType.NUMBER ||
    token === TokenType.TRUE ||
    token === TokenType.FALSE ||
    token === TokenType.NULL
  );
}

function wordOf(token: TokenType, value: unknown): string {
  if (token === TokenType.STRING) return 'a text';
  return isScalar(token) ? 'a value' : `"${String(value)}"`;
}

/** The place of the first byte from `from` on that is no white space, counted from `base`; -1 for none. */
function firstInk(piece: Uint8Array, from: number, base: number): number {
  for (let at = from; at < piece.length; at++) {
    const byte = piece[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return base + at;
  }
  return -1;
}

function breaks(piece: Uint8Array, end: number): number {
  let count = 0;
  for (let at = piece.indexOf(10); at !== -1 && at < end; at = piece.indexOf(10, at + 1)) count++;
  return count;
}

/** The tokenizer says in words where it stopped. */
function placeOf(thrown: unknown, otherwise: number): number {
  const match = /absolute position "(\d+)"/.exec(thrown instanceof Error ? thrown.message : '');
  return match === null ? otherwise : Number(match[1]);
}
