/** A session as one HTML file that opens anywhere, a piece of text at a time. */
import { utf8Length } from '../../bytes/utf8.ts';
import { reportFindings } from './report-findings.ts';
import { reportFigures, reportHead } from './report-head.ts';
import { logEnd, logStart, readLog } from './report-log.ts';
import { reportSound } from './report-sound.ts';
import { type ReportLimits, type ReportSource, reportLimits } from './report-source.ts';

/** For what stands between: the heads of the sections, and what is said of each stream of sound. */
const around = 60_000;
/** Rows that go out as one piece. */
const rowsAtOnce = 200;

/** `pause` is called now and then while the log is read. At most `mostBytes` of HTML are held at once. */
export async function* reportPieces(
  source: ReportSource,
  pause: () => Promise<void> = async () => {},
  limits: ReportLimits = reportLimits,
): AsyncGenerator<string, void, void> {
  const before = (shown: number) => [
    reportHead(source) + reportFigures(source, shown),
    reportFindings(source.findings, shown),
  ];
  // What stands before the log leads into it, as far as that goes.
  const room = limits.mostBytes - around - utf8Length(before(source.length).join(''));
  const log = await readLog(source, room, limits.wholeFrames, pause);
  yield* before(log.shown);
  yield* reportSound(source.sound, limits.mostSoundBytes, log.shown);
  yield logStart(log, source.length, limits);
  for (let at = 0; at < log.rows.length; at += rowsAtOnce) yield log.rows.slice(at, at + rowsAtOnce).join('');
  yield logEnd;
  yield '</main>\n</body>\n</html>\n';
}
