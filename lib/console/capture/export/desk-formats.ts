/** The formats of the desk as data: those made of a record, and those that need what the page holds of a session. */
import { exportFormats } from '../../../recording/export/export-formats.ts';
import type { ExportSource } from '../../../recording/export/export-source.ts';
import { lastHash } from '../../../recording/export/own-format.ts';
import type { ExportAs } from '../../rooms/export-room.ts';
import type { OpenAudio } from '../audio-track.ts';
import type { HeldSession } from '../held-session.ts';
import type { SessionClocks } from '../session-clocks.ts';

export type ExportJob = {
  held: HeldSession;
  /** What may leave: its entries are those without secrets. */
  source: ExportSource;
  /** False: nothing was asked to be removed. */
  isRedacting: boolean;
  clocks: SessionClocks | null;
  openAudio: OpenAudio;
};

export type DeskFormat = {
  ending: string;
  mediaType: string;
  make(job: ExportJob): AsyncIterable<string | Uint8Array<ArrayBuffer>>;
};

export function deskFormat(as: ExportAs): DeskFormat | null {
  const plain = exportFormats.find(({ id }) => id === as);
  if (plain !== undefined) return { ...plain, make: ({ source }) => plain.make(source) };
  return (as === 'report' ? report : as === 'profile' ? profile : null) satisfies DeskFormat | null;
}

const report: DeskFormat = {
  ending: 'html',
  mediaType: 'text/html',
  async *make({ held, source, isRedacting, clocks, openAudio }) {
    const { reportJob } = await import('./report-job.ts');
    yield* reportJob(held, { source, isRedacting, openAudio, clocks });
  },
};

const profile: DeskFormat = {
  ending: 'json',
  mediaType: 'application/json',
  async *make({ held, source }) {
    const [{ calibrate }, { profileToJson }] = await Promise.all([
      import('../../../sandbox/profile/calibrate.ts'),
      import('../../../sandbox/profile/profile.ts'),
    ]);
    const hash = await lastHash(source, () => null);
    yield profileToJson(
      calibrate({ head: source.head, hash, entries: entriesOf(source), name: nameOf(source) }, held.session.dialect),
    );
  },
};

function* entriesOf(source: ExportSource) {
  for (let seq = 1; seq <= source.length; seq++) yield source.entry(seq);
}

/** The year 10000: a file may say that it began at any time. */
const lastDate = 253_402_300_800_000;

/** A name that the sandbox takes. */
function nameOf({ head }: ExportSource): string {
  const isDate = head.startedAt >= 0 && head.startedAt < lastDate;
  const day = new Date(isDate ? head.startedAt : 0).toISOString().slice(0, 10);
  return `${head.upstream.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '') || 'server'}-${day}`.slice(
    0,
    64,
  );
}
