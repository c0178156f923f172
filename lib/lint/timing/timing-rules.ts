/** What the times of a session show, as data: the same table as the rules of the dialects. Measured here, never errors. */
import type { RuleText } from '../../dialects/rule.ts';

const rule = (id: string, severity: RuleText['severity'], title: string, why: string, mend: string): RuleText => ({
  id,
  severity,
  title,
  why,
  mend,
  source: 'Measured here',
  beforeSending: false,
});

export const timingRules: readonly RuleText[] = [
  rule(
    'D01',
    'warning',
    'An ideal player that waits 200 ms at its start would have run dry.',
    'Whoever listens hears a hole in the speech, even with a player that does everything right.',
    'Let the player wait as long as the figure "Prebuffer that is enough" says, or find out who was late.',
  ),
  rule(
    'D02',
    'warning',
    'The audio came slower than it plays.',
    'No prebuffer is enough for ever: a longer text waits longer, and runs dry in the end.',
    'Look whether the way is too narrow for the bit rate; else it is upstream that cannot keep up.',
  ),
  rule(
    'D03',
    'warning',
    'The first audio came more than three seconds after it was asked for.',
    'In a conversation, people take such a silence for a lost line.',
    'Ask for a lower latency, flush the first sentence early, and keep the socket open between turns.',
  ),
  rule(
    'D04',
    'info',
    'Audio waited for this page: it was hidden, busy or asleep.',
    'The gap is of this console, and says nothing about the service.',
    'Keep the page in front while you measure.',
  ),
  rule(
    'D05',
    'info',
    'The player here ran dry although the page had the sound.',
    'The silence that was heard is of this console, and says nothing about the service.',
    'Look at what else the machine did then; measure again.',
  ),
  rule(
    'D06',
    'info',
    'The speech begins with more than half a second of silence.',
    'It is heard as latency, though the first bytes were quick.',
    'Compare first playable with first audible; skip the silence in the player, or choose another voice.',
  ),
  rule(
    'D07',
    'info',
    'The audio is clipped.',
    'Samples stand at full scale in a row: it sounds harsh.',
    'Ask for a lower volume, or for normalised loudness.',
  ),
  rule(
    'D08',
    'info',
    'The audio is much longer, or much shorter, than its text.',
    'A part may be missing, said twice, or filled with silence.',
    'Listen to it beside the text. A text that is no plain prose may be fine.',
  ),
  rule(
    'D09',
    'info',
    'Audio came in a burst, then there was a long silence, then it went on.',
    'Players with a small buffer run dry in it; averages do not show it.',
    'Look where in the text it stands: servers speak chunk by chunk, and shorter chunks come more evenly.',
  ),
  rule(
    'D10',
    'info',
    'Audio of a turn went on after the next text, or after it was cancelled.',
    'If that was an interruption, a player that plays all it gets talks over its user.',
    'Drop what is queued when the user interrupts, and play only the audio of the new turn.',
  ),
  rule(
    'D11',
    'info',
    'Audio was at the relay in time, and late at the page.',
    'The gap is of the way between relay and page, and says nothing about the service.',
    'Run the console near the page, or measure with a script beside the service.',
  ),
];
