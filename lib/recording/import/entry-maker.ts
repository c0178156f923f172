/** Entries of one socket out of what a file tells of it: in the order of the file, with a mark wherever the file says something odd. */
import { toBase64 } from '../../bytes/base64.ts';
import { counted } from '../../bytes/quantity.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { problem } from '../../problem/problem.ts';
import { isCloseCode } from '../../session/close-code.ts';
import type { CloseEntry, Entry, EntryBody, Masked } from '../../session/entry.ts';
import { type ClockPlan, fileClock } from './file-clock.ts';
import type { FoundMessage, FoundUpgrade } from './found.ts';
import { ImportMasker } from './import-masker.ts';
import { shortened, uncutWords } from './own-value.ts';

/** The same oddity is written down so often; then it is counted. */
const mostMarks = 200;
/** What could not become a frame stays readable up to this many bytes. */
const mostKept = 4096;
/** Words of a tool, and of what its data is: characters. */
const [mostWords, mostSaid] = [300, 92];

export class EntryMaker {
  private readonly told: (entry: Entry) => void;
  private readonly dialect: Dialect;
  private readonly masker: ImportMasker;
  private readonly clock: ReturnType<typeof fileClock>;
  private seq = 0;
  private marks = 0;
  private failure: string | null = null;

  constructor(dialect: Dialect, plan: ClockPlan, told: (entry: Entry) => void) {
    this.dialect = dialect;
    this.masker = new ImportMasker(dialect);
    this.clock = fileClock(plan);
    this.told = told;
  }

  get entries(): number {
    return this.seq;
  }
  get masked(): number {
    return this.masker.places;
  }

  /** Call it first, once. `t` of the answer is known only where the file has both times on one clock. */
  begin(upgrade: FoundUpgrade | null, notes: readonly string[], plan: ClockPlan): void {
    if (upgrade !== null) {
      const { url, masked } = this.masker.url(upgrade.url ?? '');
      const headers = this.masker.headers(upgrade.headers);
      const t = upgrade.time === undefined ? 0 : this.clock.at(upgrade.time).t;
      if (url !== '' || headers.length > 0) this.put(t, { kind: 'dial', url, headers, via: 'import' }, masked);
      this.answer(upgrade, plan);
      this.failure = upgrade.failure;
    }
    const t = this.clock.last();
    for (const note of notes)
      this.put(t, { kind: 'mark', by: 'page', says: this.masker.scrub(`of this file: ${note}`) });
  }

  private answer({ answer, answeredMs, answerTime, startedAt }: FoundUpgrade, plan: ClockPlan): void {
    if (answer === null) return;
    const body = answer.body === null ? null : Uint8Array.from(answer.body);
    const headers = this.masker.headers(answer.headers);
    const masked = body === null ? [] : this.masker.bytes(body, 'body');
    const isTimed = answeredMs !== null && startedAt !== null && startedAt === plan.startedAt;
    const t = isTimed ? this.clock.notBefore(answeredMs) : this.clock.at(answerTime).t;
    this.put(
      t,
      {
        kind: 'handshake',
        status: answer.status,
        statusText: this.masker.scrub(answer.statusText),
        headers,
        ...(body === null ? {} : { body }),
        ...(answer.status === 101 ? {} : { problem: this.dialect.refusal(answer.status, body ?? new Uint8Array(0)) }),
      },
      masked,
    );
  }

  message(found: FoundMessage): void {
    const { t, mark } = this.clock.at(found.time);
    const about = this.entry(t, found);
    for (const says of mark === null ? found.warnings : [...found.warnings, mark]) this.mark(t, says, about);
  }

  /** Call it last. */
  end(): void {
    const t = this.clock.last();
    if (this.failure !== null && this.failure !== '') {
      const says = this.words(this.failure, mostWords);
      this.put(t, { kind: 'failure', problem: problem('connection_lost', `The tool that recorded it says: ${says}`) });
    }
    if (this.marks > mostMarks) {
      const says = `${counted(this.marks - mostMarks, 'more oddity', 'more oddities')} in this file`;
      this.put(t, { kind: 'mark', by: 'page', says });
    }
  }

  /** The number of what was written for a message. */
  private entry(t: number, found: FoundMessage): number {
    const { bytes, dir, op } = found;
    if (found.words !== undefined)
      return this.put(t, { kind: 'mark', by: 'page', says: this.words(found.words, mostWords) });
    if (op === 'close') return this.close(t, found);
    if (bytes === null || dir === null || op === null) return this.unknown(t, found);
    const own = Uint8Array.from(bytes);
    const masked = this.masker.frame({ dir, opcode: op, bytes: own });
    return this.put(t, { kind: 'frame', dir, opcode: op, bytes: own }, masked);
  }

  private close(t: number, { bytes, code, dir }: FoundMessage): number {
    const payload = Uint8Array.from(bytes ?? []);
    const inside = payload.length >= 2 ? ((payload[0] as number) << 8) | (payload[1] as number) : 0;
    const isFrame = code === undefined && isCloseCode(inside);
    const reason = isFrame ? payload.slice(2) : payload;
    const masked = this.masker.bytes(reason, 'reason');
    const value = code ?? (isFrame ? inside : 1005);
    const isInteger = Number.isInteger(value) && value >= 0 && value <= 65_535;
    const by: CloseEntry['by'] | null =
      value === 1006 ? 'network' : dir === 'sent' ? 'us' : dir === 'received' ? 'peer' : null;
    if (by !== null && isInteger) {
      return this.put(t, { kind: 'close', by, code: value, reason, clean: value !== 1006 }, masked);
    }
    // Who ended it decides what is said of it: it is not guessed.
    const words = decodeUtf8(reason).text;
    const says = `closed with ${value}${words === '' ? '' : `, "${words.slice(0, 123)}"`}; the file does not say by whom`;
    return this.put(t, { kind: 'mark', by: 'page', says });
  }

  /** What cannot be a frame is kept in words. */
  private unknown(t: number, { bytes, dataSaid, dir, dirSaid, op, opSaid }: FoundMessage): number {
    const why = [dir === null ? dirSaid : '', op === null ? opSaid : ''].filter((words) => words !== '').join(', ');
    const what = `${why === '' ? '' : `${why} is not known; `}${bytes === null ? this.words(dataSaid, mostSaid) : this.kept(bytes)}`;
    const side = dir === null ? '' : `${dir}: `;
    return this.put(t, { kind: 'mark', by: 'page', says: this.masker.scrub(`no frame: ${side}${what}`) });
  }

  private kept(bytes: Uint8Array): string {
    const own = Uint8Array.from(bytes);
    // Whatever it is: what would be a key in a frame is none the less one here.
    for (const opcode of ['text', 'binary'] as const) this.masker.frame({ dir: 'sent', opcode, bytes: own });
    const part = own.subarray(0, mostKept);
    const cut = own.length > mostKept ? `, the first ${mostKept} of them` : '';
    return `its ${counted(bytes.length, 'byte')}${cut}, as base64: ${toBase64(part)}`;
  }

  /** Words of the file: first without any known key, then cut. */
  private words(text: string, most: number): string {
    return shortened(this.masker.scrub(text.slice(0, uncutWords)), most);
  }

  private mark(t: number, says: string, about: number): void {
    if (this.marks++ >= mostMarks) return;
    this.put(t, { kind: 'mark', by: 'page', says: this.masker.scrub(says), about });
  }

  private put(t: number, body: EntryBody, masked: Masked[] = []): number {
    this.seq++;
    this.told({ seq: this.seq, t, ...(masked.length === 0 ? {} : { masked }), ...body });
    return this.seq;
  }
}
