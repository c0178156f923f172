/** What a report is made of: the readings of one session. Whoever makes it takes secrets out first. */
import type { SessionSound } from '../../audio/session-sound.ts';
import type { NodeTable } from '../../bytes/node-table.ts';
import type { Finding, RuleText } from '../../dialects/rule.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Entry, Masked, SessionHead } from '../../session/entry.ts';
import type { TimingView } from '../../timing/timing-view.ts';

/** One entry looked into. Facts are those of entries that are no frames, and of a frame's way. */
export type ReportDetail = {
  bytes: Uint8Array | null;
  tree: NodeTable | null;
  facts: readonly { name: string; value: string }[];
  problems: readonly Problem[];
  masked: readonly Masked[];
};

export type ReportFinding = Finding & { text: RuleText };

export type ReportSource = {
  title: string;
  head: SessionHead;
  /** The dialect's title. */
  dialect: string;
  /** How its connection stands or ended, in words. */
  ended: string;
  /** `ended`: its record has the end of the connection; `open`: more may come; `cut`: the record stops before that. */
  state: 'ended' | 'open' | 'cut';
  /** What is to be said of the record beside it: where its file broke. */
  notes: readonly string[];
  /** Places that were taken out on the way into this report; null: nobody looked for any. */
  removed: number | null;
  /** Places that the recorder itself masked. */
  masked: number;
  /** Entries; they count from 1. */
  length: number;
  frames: number;
  sentBytes: number;
  receivedBytes: number;
  /** Entries the recorder said it could not keep. */
  dropped: number;
  /** xxh64 over the received data frames; empty where nobody counted. */
  receivedHash: string;
  entry(seq: number): Entry;
  kindOf(seq: number): string;
  meaningOf(seq: number): string;
  /** An error, a refusal, a problem. */
  isWrong(seq: number): boolean;
  detailOf(seq: number): ReportDetail;
  findings: readonly ReportFinding[];
  /** Null while nobody timed it. */
  timing: TimingView | null;
  sound: Pick<SessionSound, 'frames' | 'seconds' | 'segmentCount' | 'segment' | 'peaks' | 'seqOf' | 'received'>;
};

export type ReportLimits = {
  /** Of the file without its sound, in bytes. */
  mostBytes: number;
  /** Of sound, as received, in bytes. */
  mostSoundBytes: number;
  /** The first frames are shown whole, with all their bytes and fields. */
  wholeFrames: number;
};

export const reportLimits: ReportLimits = {
  mostBytes: 20_000_000,
  mostSoundBytes: 50_000_000,
  wholeFrames: 300,
};
