/**
 * Takes secrets out of a session on its way out: what the protocol names, what is called like one, what looks like one, and whatever
 * of these was met anywhere in the session, in every spelling. Entries come back new, never edited; each place keeps its length, so
 * that offsets stay. Values are met in order and may stand earlier too: `learn` all entries first, then take each through `entry`.
 */
import { fromBase64 } from '../../bytes/base64.ts';
import { decodeUtf8, encodeUtf8 } from '../../bytes/utf8.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Entry, Masked, Shown } from '../../session/entry.ts';
import { Masker } from '../../session/mask.ts';
import { filled, handleAt, removedName } from './fill.ts';
import { bareValue } from './named-values.ts';
import { readJsonEscapes } from './respelled-text.ts';
import { asWritten, type Search, searchKnown } from './search-bytes.ts';
import { searchBody, searchFrame } from './search-frame.ts';
import { searchAddress, searchHeader, searchWords } from './search-heads.ts';
import { searchTree } from './search-tree.ts';
import { type SplitKey, SplitKeys } from './split-keys.ts';
import { addAll, apart, type Spot, type Why } from './spot.ts';
import { isDistinctive, searchTokens } from './token-search.ts';

export type RedactionOptions = {
  secrets: boolean;
  /** The recordings of voices in `references[].audio` of what the client sent. */
  referenceAudio: boolean;
};
export const nothingRedacted: RedactionOptions = { secrets: false, referenceAudio: false };
export const secretsRedacted: RedactionOptions = { secrets: true, referenceAudio: false };

export type RemovedFrom =
  | 'url'
  | 'header'
  | 'status'
  | 'bytes'
  | 'reason'
  | 'body'
  | 'requestBody'
  | 'responseBody'
  | 'problem'
  | 'says'
  | 'method'
  | 'handle';

/** `start`, `end`: bytes of frames, bodies and reasons; of all else UTF-16 units. `name`: what it stood under. */
export type Removed = { seq: number; where: RemovedFrom; name?: string; start: number; end: number; why: Why };

export type RedactionNote = {
  /** Values that were met at secret places, and are looked for everywhere. */
  values: number;
  /** More were met than can be looked for: the others go only where they were met. */
  tooMany: boolean;
  /** The known limit: frames that end in the middle of what looks like a key. Nothing was removed there. */
  splits: readonly SplitKey[];
};

export type Redactor = {
  learn(entry: Entry): void;
  /** In the order of the session. The entry itself when nothing is removed. */
  entry(entry: Entry): { entry: Entry; removed: readonly Removed[] };
  /** Words of the session that are no entry: a title, generated code. Names say nothing there: a program names what it will be given. */
  text(text: string): string;
  /** Words that an entry gave: the name of its event. Looked through as it was. */
  words(text: string): string;
  /** After the last entry. */
  note(): RedactionNote;
};

const mostValues = 1000;
const longestValue = 4096;
const shortestUnmistakable = 16;

export function redactor(dialect: Dialect | null, options: RedactionOptions): Redactor {
  const known = new Masker(removedName);
  const values: Uint8Array[] = [];
  let tooMany = false;
  let splits: SplitKeys | null = null;
  const tree: Search['tree'] = (bytes, table, depth) => searchTree(bytes, table, learning, depth);
  const learning: Search = { known: new Masker(), tree };
  const searching: Search = { known, tree: (bytes, table, depth) => searchTree(bytes, table, searching, depth) };

  const meet = (spot: Spot) => {
    const { value } = spot;
    if (value === undefined || value.length > longestValue || value.length < 8) return;
    if (value.length < shortestUnmistakable && !isDistinctive(value, 0, value.length)) return;
    const { text, badAt } = decodeUtf8(value);
    if (badAt !== -1 || known.byValueOf(text) !== undefined) return;
    if (values.length === mostValues) {
      tooMany = true;
      return;
    }
    known.know(text, 'given');
    values.push(value.slice());
    for (const inner of insideOf(text)) meet({ ...spot, value: inner });
    const bare = spot.why === 'name' ? bareValue(value) : value;
    if (bare.length < value.length) meet({ ...spot, value: bare });
  };

  return {
    learn(entry) {
      if (!options.secrets) return;
      const seen = new Reworked(entry, dialect, learning, options, known);
      seen.whole();
      for (const spot of seen.spots) meet(spot);
    },
    entry(entry) {
      if (!options.secrets && !options.referenceAudio) return { entry, removed: [] };
      if (entry.kind === 'frame' && options.secrets) {
        splits ??= new SplitKeys(values);
        const watch = splits;
        searching.text = (bytes) => watch.text(entry.dir, entry.seq, bytes);
        searching.open = () => watch.open(entry.dir, entry.seq);
      } else {
        delete searching.text;
        delete searching.open;
      }
      const after = new Reworked(entry, dialect, searching, options, known);
      const made = after.whole();
      return after.removed.length === 0 ? { entry, removed: [] } : { entry: made, removed: after.removed };
    },
    text(text) {
      if (!options.secrets) return text;
      const bytes = encodeUtf8(text);
      const found: Spot[] = [];
      searchTokens(bytes, found);
      searchKnown(bytes, known, found);
      // A program writes what it quotes with escapes.
      const read = readJsonEscapes(bytes);
      if (read !== null) {
        const quoted: Spot[] = [];
        searchKnown(read.bytes, known, quoted);
        addAll(found, asWritten(quoted, read));
      }
      const spots = apart(found);
      return spots.length === 0 ? text : decodeUtf8(filled(bytes, spots, known)).text;
    },
    words(text) {
      if (!options.secrets) return text;
      delete searching.text;
      delete searching.open;
      const bytes = encodeUtf8(text);
      const spots = searchWords(bytes, searching);
      return spots.length === 0 ? text : decodeUtf8(filled(bytes, spots, known)).text;
    },
    note: () => ({ values: values.length, tooMany, splits: splits?.end() ?? [] }),
  };
}

/** What else a value is a secret by: without the quotes of a cookie, and the password of `user:password` in base64 (RFC 7617). */
function insideOf(text: string): Uint8Array[] {
  const bare = /^"(.*)"$/s.exec(text)?.[1];
  const pair = fromBase64(text);
  const colon = pair?.indexOf(0x3a) ?? -1;
  const password = pair !== null && colon !== -1 ? pair.subarray(colon + 1) : null;
  return [...(bare === undefined ? [] : [encodeUtf8(bare)]), ...(password === null ? [] : [password])];
}

/** As every masker of ours names a key. */
const handle = /^(?:key|secret)(?:#\d{1,9})?$/;
const maskedParts: readonly string[] = [
  'url',
  'bytes',
  'reason',
  'body',
  'requestBody',
  'responseBody',
] satisfies Masked['in'][];

/** Places of these are told with the entry. */
function isMasked(where: RemovedFrom): where is Masked['in'] {
  return maskedParts.includes(where);
}

/** One entry without its secrets. */
class Reworked {
  readonly removed: Removed[] = [];
  readonly spots: Spot[] = [];
  private readonly masked: Masked[] = [];
  private readonly source: Entry;
  private readonly dialect: Dialect | null;
  private readonly search: Search;
  private readonly options: RedactionOptions;
  private readonly known: Masker;

  constructor(source: Entry, dialect: Dialect | null, search: Search, options: RedactionOptions, known: Masker) {
    this.source = source;
    this.dialect = dialect;
    this.search = search;
    this.options = options;
    this.known = known;
  }

  whole(): Entry {
    const body = this.body();
    // What stands there for a key is text of whoever wrote the file.
    const own = this.options.secrets ? this.handles(this.source.masked) : this.source.masked;
    if (this.masked.length === 0)
      return own === undefined || own === this.source.masked ? body : { ...body, masked: own };
    const masked = [...(own ?? []), ...this.masked].sort((a, b) => a.start - b.start);
    // As the recorder writes it: before what an entry is.
    const { seq, t, masked: _, ...rest } = body;
    return { seq, t, masked, ...rest } as Entry;
  }

  private body(): Entry {
    const { source, search, options } = this;
    if (source.kind === 'frame') {
      const spots = searchFrame(source, this.dialect, search, options);
      return spots.length === 0 ? source : { ...source, bytes: this.bytes(source.bytes, spots, 'bytes') };
    }
    if (!options.secrets) return source;
    switch (source.kind) {
      case 'dial': {
        const { url, headers, faults } = source;
        const own = faults === undefined ? {} : { faults: this.words(faults, 'says') };
        return { ...source, url: this.url(url), headers: this.headers(headers), ...own };
      }
      case 'handshake': {
        const { body, problem } = source;
        return {
          ...source,
          statusText: this.words(source.statusText, 'status'),
          headers: this.headers(source.headers),
          ...(body === undefined ? {} : { body: this.bytes(body, searchBody(body, search), 'body') }),
          ...(problem === undefined ? {} : { problem: this.problem(problem) }),
        };
      }
      case 'close':
        return { ...source, reason: this.bytes(source.reason, searchBody(source.reason, search), 'reason') };
      case 'http': {
        const { requestBody: asked, responseBody: told, requestHeaders: heads } = source;
        return {
          ...source,
          method: this.words(source.method, 'method'),
          url: this.url(source.url),
          headers: this.headers(source.headers),
          ...(heads === undefined ? {} : { requestHeaders: this.headers(heads) }),
          ...(asked === undefined ? {} : { requestBody: this.bytes(asked, searchBody(asked, search), 'requestBody') }),
          ...(told === undefined ? {} : { responseBody: this.bytes(told, searchBody(told, search), 'responseBody') }),
        };
      }
      case 'failure':
        return { ...source, problem: this.problem(source.problem) };
      case 'mark':
        return { ...source, says: this.words(source.says, 'says') };
    }
  }

  private url(url: string): string {
    return this.text(url, (bytes) => searchAddress(bytes, this.dialect, this.search), 'url').text;
  }

  private headers(headers: readonly Shown[]): Shown[] {
    return headers.map((header) => {
      const { name, value } = header;
      const masked = this.handles(header.masked) ?? [];
      const after = this.text(value, (bytes) => searchHeader(name, bytes, this.dialect, this.search), 'header', name);
      // The name of a header is text of the other side too.
      const named = this.words(name, 'header');
      if (after.spans.length === 0 && named === name && masked === (header.masked ?? masked)) return header;
      const spans = [...masked, ...after.spans].sort((a, b) => a.start - b.start);
      return { name: named, value: after.text, ...(spans.length === 0 ? {} : { masked: spans }) };
    });
  }

  private problem(problem: Problem): Problem {
    const { code, title, detail, hint, at } = problem;
    // A code is a word.
    const word = this.words(code, 'problem') === code ? code : ('removed' as typeof code);
    const field = at?.field === undefined ? undefined : this.words(at.field, 'problem');
    return {
      ...problem,
      code: word,
      title: this.words(title, 'problem'),
      detail: this.words(detail, 'problem'),
      hint: this.words(hint, 'problem'),
      ...(at === undefined ? {} : { at: { ...at, ...(field === undefined ? {} : { field }) } }),
    };
  }

  /** The same list where nothing is removed. */
  private handles<Place extends { key?: string }>(masked: Place[] | undefined): Place[] | undefined {
    const after = masked?.map((place) => {
      const key = place.key === undefined || handle.test(place.key) ? place.key : this.words(place.key, 'handle');
      return key === place.key ? place : { ...place, key };
    });
    return after?.some((place, at) => place !== masked?.[at]) === true ? after : masked;
  }

  private words(text: string, where: RemovedFrom): string {
    return this.text(text, (bytes) => searchWords(bytes, this.search), where).text;
  }

  private text(text: string, find: (bytes: Uint8Array) => Spot[], where: RemovedFrom, name?: string) {
    const bytes = encodeUtf8(text);
    const spots = find(bytes);
    if (spots.length === 0) return { text, spans: [] };
    addAll(this.spots, spots);
    const after = filled(bytes, spots, this.known);
    const spans: { start: number; end: number }[] = [];
    let out = '';
    // Bytes and units that were passed: text is counted once.
    let byte = 0;
    let at = 0;
    for (const spot of spots) {
      const start = at + decodeUtf8(bytes, byte, spot.start).text.length;
      const end = start + decodeUtf8(bytes, spot.start, spot.end).text.length;
      const filler = decodeUtf8(after, spot.start, spot.end).text;
      // From the text itself: lone surrogates would not come back from bytes.
      out += text.slice(at, start) + filler.slice(0, end - start).padEnd(end - start, '.');
      spans.push({ start, end });
      this.note(spot, { start, end }, where, name);
      byte = spot.end;
      at = end;
    }
    return { text: out + text.slice(at), spans };
  }

  private bytes(bytes: Uint8Array, spots: readonly Spot[], where: Masked['in']): Uint8Array {
    if (spots.length === 0) return bytes;
    addAll(this.spots, spots);
    for (const spot of spots) this.note(spot, spot, where);
    return filled(bytes, spots, this.known);
  }

  private note(spot: Spot, { start, end }: { start: number; end: number }, where: RemovedFrom, name = spot.name): void {
    const { seq } = this.source;
    this.removed.push({ seq, where, start, end, why: spot.why, ...(name === undefined ? {} : { name }) });
    // What is silent now is no place of a key.
    if (spot.why === 'audio' || !isMasked(where)) return;
    this.masked.push({ in: where, start, end, key: handleAt(spot, this.known) });
  }
}
