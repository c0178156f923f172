/** One entry, whole, for the inspector. Bytes are copied: what is handed out is not the record. */
import { decodeUtf8 } from '../../bytes/utf8.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import type { Entry, Masked, Shown, Via } from '../../session/entry.ts';
import type { EntryDetail } from '../state.ts';
import { bodyFacts } from './body-facts.ts';
import type { CapturedSession } from './captured-session.ts';
import { closedBy, timingWords } from './entry-words.ts';
import { passageWords } from './passage-words.ts';

type Fact = EntryDetail['facts'][number];

/** A close frame has room for this many bytes of reason. */
const reasonRoom = 123;

/** `entry`: another one to look at in its place, of the same shape: the same without its secrets. */
export function detailOf(session: CapturedSession, seq: number, entry = session.log.entry(seq)): EntryDetail {
  const common = {
    session: session.log.head.id,
    seq,
    t: entry.t,
    kind: session.readings.kindOf(seq),
    meaning: session.meaningOf(seq, entry),
    masked: entry.masked ?? [],
  };
  if (entry.kind !== 'frame') {
    const problems = problemsOf(entry);
    return {
      ...common,
      dir: null,
      opcode: null,
      bytes: null,
      tree: null,
      facts: factsOf(entry, session.log.head.via),
      problems,
      audio: null,
    };
  }
  const reading = session.readings.reading(seq);
  const bytes = entry.bytes.slice();
  const tree = session.dialect.inspect({ dir: entry.dir, opcode: entry.opcode, bytes }, reading);
  const problems = [...(tree?.problems ?? [])];
  const known = problems.some((p) => p.code === reading.problem?.code && p.at?.byte === reading.problem?.at?.byte);
  if (reading.problem !== null && !known) problems.unshift(reading.problem);
  if (session.log.isUnreadable(seq))
    problems.unshift(problem('spill_unreadable', `entry ${seq}, ${bytes.length} bytes`));
  return {
    ...common,
    dir: entry.dir,
    opcode: entry.opcode,
    bytes,
    tree,
    facts: [...passageFacts(session, seq, entry), ...frameFacts(entry)],
    problems,
    audio: reading.audio,
  };
}

function problemsOf(entry: Entry): Problem[] {
  if (entry.kind === 'failure') return [entry.problem];
  return entry.kind === 'handshake' && entry.problem !== undefined ? [entry.problem] : [];
}

function frameFacts(entry: Entry & { kind: 'frame' }): Fact[] {
  const { wire } = entry;
  if (wire === undefined) return [];
  return [
    { name: 'On the wire', value: `${wire.bytes.toLocaleString('en-US')} B in ${wire.fragments} WebSocket frame(s)` },
    { name: 'TCP chunk', value: `${wire.chunk} (frames of one chunk share its arrival time)` },
  ];
}

function factsOf(entry: Entry, via: Via): Fact[] {
  switch (entry.kind) {
    case 'dial':
      return [
        fact('Address', entry.url, inPart(entry.masked, 'url')),
        fact('Via', entry.via),
        ...(entry.tapped === undefined ? [] : [fact('Tapped', tappedWords[entry.tapped])]),
        ...(entry.faults === undefined ? [] : [fact('Faults', entry.faults)]),
        ...entry.headers.map(headerFact),
      ];
    case 'handshake': {
      const timings = timingWords(entry.timings);
      return [
        fact('Status', `${entry.status} ${entry.statusText}`.trim()),
        ...(timings === '' ? [] : [fact('Timings', timings)]),
        ...entry.headers.map(headerFact),
        ...textFact(entry.bodyCut === true ? 'Body (cut)' : 'Body', entry.body, inPart(entry.masked, 'body')),
      ];
    }
    case 'close': {
      const size = entry.reason.length;
      const cut = size >= reasonRoom - 2 ? ' - probably cut' : '';
      return [
        fact('Code', String(entry.code)),
        fact('Closed by', entry.by === 'network' ? 'the network' : closedBy(entry.by, via).replace(/^by /, '')),
        fact('Clean', entry.clean ? 'yes' : 'no'),
        ...textFact('Reason', entry.reason, inPart(entry.masked, 'reason')),
        fact('Reason size', `${size} of ${reasonRoom} bytes${cut}`),
      ];
    }
    case 'http':
      return [
        fact('Request', `${entry.method} ${entry.url}`),
        fact('Status', entry.status === 0 ? 'no answer came' : String(entry.status)),
        ...(entry.requestHeaders ?? []).map((header) => headed('Request', header)),
        ...bodyFacts('Request body', entry.requestBody, entry.requestHeaders, inPart(entry.masked, 'requestBody')),
        ...entry.headers.map((header) => headed('Answer', header)),
        ...bodyFacts('Response body', entry.responseBody, entry.headers, inPart(entry.masked, 'responseBody')),
      ];
    case 'failure':
      return [fact('Code', entry.problem.code), fact('What happened', entry.problem.detail)];
    case 'mark':
      return [
        fact('Left by', entry.by === 'page' ? 'this page, not the recorder: no evidence' : entry.by),
        fact('Says', entry.says),
        ...(entry.about === undefined ? [] : [fact('About', `entry ${entry.about}`)]),
      ];
    case 'frame':
      return [];
  }
}

function fact(name: string, value: string, masked?: Fact['masked']): Fact {
  return masked === undefined || masked.length === 0 ? { name, value } : { name, value, masked };
}

function headerFact(header: Shown): Fact {
  return fact(header.name, header.value, header.masked);
}

const tappedWords = {
  spliced: 'spliced: its bytes went from socket to socket untouched',
  parsed: 'frame by frame, so that rules and faults could act on it',
} as const;

function passageFacts({ log, upstreamSide }: CapturedSession, seq: number, { dir }: Entry & { kind: 'frame' }): Fact[] {
  const passage = log.passageOf(seq);
  return passage === null ? [] : [fact('What became of it', passageWords(dir, passage, upstreamSide.isAgain(seq)))];
}

function headed(of: 'Request' | 'Answer', header: Shown): Fact {
  return { ...headerFact(header), name: `${of}: ${header.name}` };
}

function textFact(name: string, bytes: Uint8Array | undefined, masked: Fact['masked']): Fact[] {
  if (bytes === undefined || bytes.length === 0) return [];
  const { text } = decodeUtf8(bytes);
  // Spans count bytes: they fit the text only where every character is one byte.
  return [fact(name, text, text.length === bytes.length ? masked : undefined)];
}

function inPart(masked: readonly Masked[] | undefined, part: Masked['in']): NonNullable<Fact['masked']> {
  return (masked ?? []).filter((m) => m.in === part).map(({ start, end }) => ({ start, end }));
}
