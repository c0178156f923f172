/** A16, A19 to A22, A31, A32, A49 to A51: the words of the rules about the course of a session. */
import { row } from './rule-text.ts';

export const orderTexts = [
  row(
    'A16',
    'E',
    {
      title: 'The first message is not start.',
      why: 'Nothing is configured yet.',
      mend: 'Send start first.',
      source: 'Fish Audio AsyncAPI document, 2026-08',
    },
    'before',
  ),
  row(
    'A19',
    'W',
    {
      title: 'A second start was sent before finish.',
      why: 'What the server makes of it is not documented.',
      mend: 'Send stop, wait for finish, then start again.',
      source: 'Fish Audio reference of the path with timestamps, 2026-09',
    },
    'before',
  ),
  row(
    'A20',
    'E',
    {
      title: 'text or flush was sent after stop.',
      why: 'It is lost.',
      mend: 'Begin a new session for it: wait for finish, then send start.',
      source: 'Fish Audio AsyncAPI document, 2026-08',
    },
    'before',
  ),
  row('A21', 'E', {
    title: 'No stop and no flush follows the last text.',
    why: 'The last words are never spoken, or come with the next turn; finish never comes.',
    mend: 'Send stop at the end, or flush after each turn.',
    source: 'Field reports of missing last words',
  }),
  row('A22', 'W', {
    title: 'The client closed the socket before finish.',
    why: 'The end of the audio is lost.',
    mend: 'Send stop and keep reading until finish.',
    source: 'Fish Audio reference of the path with timestamps, 2026-09',
  }),
  row('A31', 'W', {
    title: 'The client did not read for a second or longer.',
    why: 'The server may stall: both sides then wait for each other.',
    mend: 'Read while sending; hand slow work to something else.',
    source: 'Fish Audio reference of the path with timestamps, 2026-09',
  }),
  row('A32', 'W', {
    title: 'An open socket was silent for more than two minutes.',
    why: 'Such sockets are dropped with 1006 before five minutes are over.',
    mend: 'Connect anew, or keep idle sockets for 120 s at most.',
    source: 'Measured by a third party, 2026-09',
  }),
  row('A49', 'E', {
    title: 'The server sent error.',
    why: 'The request is refused and the socket closes; most client libraries do not show it.',
    mend: 'Read what it says, max_concurrency included.',
    source: 'Fish Audio reference of the path with timestamps, 2026-09',
  }),
  row('A50', 'E', {
    title: 'The session finished with reason error.',
    why: 'No more audio comes on this session.',
    mend: 'Show its message and connect anew; do not retry on the same socket.',
    source: 'Fish Audio API skill document',
  }),
  row('A51', 'E', {
    title: 'The socket closed without finish.',
    why: 'Audio that is cut short can look complete.',
    mend: 'Treat it as a failure, whatever the close code.',
    source: 'Seen with the npm clients of Fish Audio',
  }),
];
