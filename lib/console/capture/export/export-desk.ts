/** The export room of the capture core: a session as a file, what would be removed from it, and what goes on the clipboard. */
import { wait } from '../../../clock/clock.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import { type Redacted, type RedactionWork, redactedSource } from '../../../recording/export/redacted-source.ts';
import { maskedPlaces } from '../../../recording/masked-places.ts';
import type { RedactionOptions, Removed } from '../../../recording/redact/redactor.ts';
import { fileTitle } from '../../file-title.ts';
import type { ExportAnswer, ExportAs, ExportView, ExportWish, RemovedCounts } from '../../rooms/export-room.ts';
import { evidenceOf } from '../evidence-of.ts';
import type { HeldSession } from '../held-session.ts';
import type { RoomParts } from '../room-parts.ts';
import { ClipboardDesk } from './clipboard-desk.ts';
import { deskFormat } from './desk-formats.ts';
import { heldSource } from './held-source.ts';
import { FirstPlaces } from './removed-places.ts';

/** So long it works in one go. */
const sliceMs = 10;
/** So often the page is told how far it is. */
const tellMs = 150;
/** Pieces are put together to parts of this size: a browser may lay each of them on its disk. */
const partLength = 1 << 20;

class GivenUp extends Error {}

export class ExportDesk {
  private readonly parts: RoomParts;
  private readonly clipboard: ClipboardDesk;
  /** Rises with each piece of work: one that is not the newest gives up. */
  private work = 0;

  constructor(parts: RoomParts) {
    this.parts = parts;
    this.clipboard = new ClipboardDesk(parts);
  }

  /** What is copied later is looked through while `isIdle`: nothing waits to be sorted or judged. */
  idle(isIdle: boolean): void {
    this.clipboard.idle(isIdle);
  }

  async take(wish: ExportWish): Promise<ExportAnswer> {
    if (wish.op === 'cancel') {
      this.work++;
      this.tell(null);
      return null;
    }
    const held = this.parts.sessions.find(wish.session);
    if (held === undefined) return problem('no_session', 'it is not on the page any more');
    if (wish.op === 'detail' || wish.op === 'words') {
      const copy =
        wish.op === 'detail'
          ? await this.clipboard.detail(held, wish.seq, wish.last)
          : await this.clipboard.words(held, wish.words, wish.last);
      // Nor is it known what is secret in what was not read.
      return held.session.log.unread > 0 ? notHere() : copy;
    }
    const mine = ++this.work;
    try {
      return wish.op === 'make' ? await this.make(held, wish, mine) : await this.preview(held, wish.redact, mine);
    } catch (thrown) {
      if (thrown instanceof GivenUp) return problem('given_up', 'the export was stopped before its end');
      throw thrown;
    } finally {
      if (mine === this.work) this.tell(null);
    }
  }

  private async make(
    held: HeldSession,
    { as, redact }: { as: ExportAs; redact: RedactionOptions },
    mine: number,
  ): Promise<ExportAnswer> {
    const format = deskFormat(as);
    if (format === null) return problem('bad_value', `there is no format "${as}"`);
    const counts = noneRemoved();
    const { source, places } = await this.redacted(held, as, redact, mine, (place) => counts[place.why]++);
    // Readings and sound: what comes with them is told by the time of the record that is exported.
    if (as === 'csv') await evidenceOf(held).settled();
    const turn = this.turns(mine, { session: source.head.id, as, step: 'writing' });
    const clocks = this.parts.clocksOf(source.head.id);
    const isRedacting = redact.secrets || redact.referenceAudio;
    const job = { held, source, isRedacting, clocks, openAudio: this.parts.host.openAudio };
    const blobs: Blob[] = [];
    let text: string[] = [];
    let length = 0;
    let pieces = 0;
    const flush = () => {
      if (text.length > 0) blobs.push(new Blob([text.join('')]));
      text = [];
      length = 0;
    };
    for await (const piece of format.make(job)) {
      if (typeof piece === 'string') {
        text.push(piece);
        length += piece.length;
      } else {
        flush();
        blobs.push(new Blob([piece]));
      }
      if (length >= partLength) flush();
      const pause = turn(Math.min(++pieces, source.length), source.length);
      if (pause !== null) await pause;
    }
    flush();
    if (held.session.log.unread > 0) return notHere();
    const name = `${fileTitle(source.title, 'session')}.${format.ending}`;
    return { blob: new Blob(blobs, { type: format.mediaType }), name, removed: counts, places };
  }

  private async preview(held: HeldSession, redact: RedactionOptions, mine: number): Promise<ExportAnswer> {
    const counts = noneRemoved();
    const first = new FirstPlaces();
    const { source, places, redactor, note } = await this.redacted(held, null, redact, mine, (place) => {
      counts[place.why]++;
      first.add(place);
    });
    let masked = 0;
    for (let seq = 1; seq <= source.length; seq++) masked += maskedPlaces(held.session.log.entry(seq));
    const list = first.told((seq) => redactor.entry(held.session.log.entry(seq)).entry);
    return { list, places, counts, masked, tooMany: note.tooMany, splits: note.splits };
  }

  private redacted(
    held: HeldSession,
    as: ExportAs | null,
    redact: RedactionOptions,
    mine: number,
    removed: (place: Removed) => void,
  ): Promise<Redacted> {
    const { head } = held.session.log;
    const source = heldSource(held, this.parts.clocksOf(head.id));
    const turn = this.turns(mine, { session: head.id, as, step: 'looking' });
    const work: RedactionWork = { turn, removed };
    return redactedSource(source, held.session.dialect, redact, work);
  }

  /** Leaves the others their turn, tells the page how far it is, and gives up when something else is wanted. */
  private turns(mine: number, job: Omit<NonNullable<ExportView['job']>, 'done' | 'of'>) {
    const { clock } = this.parts.host;
    let end = clock.now() + sliceMs;
    let told = clock.now();
    return (done: number, of: number): Promise<void> | null => {
      if (mine !== this.work) throw new GivenUp();
      if (clock.now() < end) return null;
      if (clock.now() - told >= tellMs) {
        told = clock.now();
        this.tell({ ...job, done, of });
      }
      return wait(clock, 0).then(() => {
        end = clock.now() + sliceMs;
        if (mine !== this.work) throw new GivenUp();
      });
    };
  }

  private tell(job: ExportView['job']): void {
    this.parts.page.say({ exporting: { job } });
    this.parts.page.touchView();
  }
}

/** Zeros are no evidence. */
function notHere(): Problem {
  return problem('spill_unreadable', 'there would be zeros for bytes that came');
}

function noneRemoved(): RemovedCounts {
  return { position: 0, name: 0, pattern: 0, met: 0, audio: 0 };
}
