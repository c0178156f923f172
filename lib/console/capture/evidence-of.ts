/** A held session as expectations look at it: its record, its readings, its sound, its timing. */
import { oneRate } from '../../audio/decode-file.ts';
import type { NoteCode } from '../../audio/framer.ts';
import type { SessionSound } from '../../audio/session-sound.ts';
import { wait } from '../../clock/clock.ts';
import type { Finding } from '../../dialects/rule.ts';
import type { Evidence, HeardSound } from '../../scenario/evidence.ts';
import { crossedClient } from '../../session/client-view.ts';
import { isOver } from './connection-words.ts';
import type { HeldSession } from './held-session.ts';

/** So long the session is read in one go. */
const sliceMs = 8;
const sliceEntries = 100;
/** An entry may be on its way this long: the rules are not told of a time that it may still come before. */
const onTheWayMs = 250;

/**
 * The readings of `held`. `beside`: all sessions that are kept, for the findings about several of them; those that name this one are
 * its own too.
 */
export function evidenceOf(held: HeldSession, beside: () => Iterable<HeldSession> = () => [held]): Evidence {
  const { session, timing, track } = held;
  const isFrame = (seq: number) => session.log.isOfClient(seq);
  return {
    length: () => session.log.length,
    entry: (seq) => session.log.entry(seq),
    reading: (seq) => (isFrame(seq) ? session.readings.reading(seq) : null),
    fields(seq) {
      const entry = session.log.entry(seq);
      return entry.kind === 'frame' && crossedClient(entry)
        ? session.dialect.inspect(entry, session.readings.reading(seq))
        : null;
    },
    settled: () => settle(held),
    findings: () => [...session.findings.all(), ...sharedOf(session.log.head.id, beside())],
    timing: () => timing.view(),
    sound: () => heardSound(track.sound, (seq) => session.audioOf(seq)),
  };
}

async function settle(held: HeldSession): Promise<void> {
  const { session, timing, track, clock } = held;
  await track.sound.settled();
  let end = clock.now() + sliceMs;
  while (!session.findings.done || !timing.done) {
    session.findings.catchUp(sliceEntries);
    timing.catchUp(sliceEntries);
    if (clock.now() < end) continue;
    await wait(clock, 0);
    // What came meanwhile belongs to it.
    await track.sound.settled();
    end = clock.now() + sliceMs;
  }
  if (!isOver(session.connection)) {
    const now = held.sessionTime() - onTheWayMs;
    timing.time(now);
    session.findings.time(now);
  }
  session.findings.timing(timing.view());
}

function sharedOf(id: string, sessions: Iterable<HeldSession>): Finding[] {
  return [...sessions].flatMap(({ session }) =>
    session.findings.about().filter((finding) => finding.sessions?.some((one) => one.id === id)),
  );
}

/** Notes that say of some bytes that they were not, or not rightly, heard. */
const unheard: ReadonlySet<NoteCode> = new Set<NoteCode>([
  'junk',
  'truncated',
  'bad_crc',
  'sequence_gap',
  'not_opus',
  'oversized_packet',
  'unsupported',
  'codec_error',
  'time_cap',
]);

function heardSound(sound: SessionSound, audioOf: (seq: number) => Uint8Array): HeardSound {
  const segments = Array.from({ length: sound.segmentCount }, (_, index) => sound.segment(index));
  const sampleRateHz = segments.find((segment) => (segment?.sampleRateHz ?? 0) > 0)?.sampleRateHz ?? 0;
  const troubles = segments.flatMap((segment) => [
    ...(segment?.problem == null ? [] : [segment.problem.detail]),
    ...(segment?.notes ?? []).filter(({ code }) => unheard.has(code)).map(({ detail }) => detail),
  ]);
  return {
    seconds: sound.seconds,
    sampleRateHz,
    troubles,
    *encoded() {
      for (let ordinal = 0; ordinal < sound.frames; ordinal++) yield audioOf(sound.seqOf(ordinal));
    },
    async samples() {
      const blocks: { samples: Float32Array; sampleRateHz: number }[] = [];
      for await (const block of sound.blocks(0, sound.samples)) blocks.push(block);
      return oneRate(blocks, sampleRateHz);
    },
  };
}
