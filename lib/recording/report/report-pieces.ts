/** A session as one HTML file that opens anywhere, a piece of text at a time. */
import { reportFindings } from './report-findings.ts';
import { reportFigures, reportHead } from './report-head.ts';
import { logEnd, logStart, readLog } from './report-log.ts';
import { reportSound } from './report-sound.ts';
import { type ReportLimits, type ReportSource, reportLimits } from './report-source.ts';

/** Rows that go out as one piece. */
const rowsAtOnce = 200;

/** `pause` is called now and then while the log is read. At most `mostBytes` of HTML are held at once. */
export async function* reportPieces(
  source: ReportSource,
  pause: () => Promise<void> = async () => {},
  limits: ReportLimits = reportLimits,
): AsyncGenerator<string, void, void> {
  const head = reportHead(source);
  const figures = reportFigures(source);
  // What stands before the log tells how far it goes: findings lead into it.
  const before = reportFindings(source.findings, source.length);
  const room = limits.mostBytes - head.length - figures.length - before.length;
  const log = await readLog(source, room, limits.wholeFrames, pause);
  yield head + figures;
  yield log.shown === source.length ? before : reportFindings(source.findings, log.shown);
  yield* reportSound(source.sound, limits.mostSoundBytes);
  yield logStart(log, source.length, limits);
  for (let at = 0; at < log.rows.length; at += rowsAtOnce) yield log.rows.slice(at, at + rowsAtOnce).join('');
  yield logEnd;
  yield '</main>\n</body>\n</html>\n';
}
