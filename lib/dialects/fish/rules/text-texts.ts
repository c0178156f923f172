/** A23 to A30, A43, A45, A48: the words of the rules about text and flush. */
import { row } from './rule-text.ts';

const advice = 'Fish Audio guide to real-time streaming, 2026-08';

export const textTexts = [
  row(
    'A23',
    'I',
    {
      title: 'flush was sent with nothing buffered.',
      why: 'It has no effect.',
      mend: 'Leave it out.',
      source: 'Fish Audio AsyncAPI document, 2026-08',
    },
    'before',
  ),
  row('A24', 'W', {
    title: 'flush was sent after fewer than 20 characters.',
    why: 'Very short pieces are spoken badly.',
    mend: 'Flush at the ends of sentences.',
    source: 'Fish Audio documents of 2025',
  }),
  row('A25', 'I', {
    title: 'Less text than one chunk, and no flush: the first audio came only after stop.',
    why: 'The server waited for more text. This is buffering, and no fault.',
    mend: 'Flush where speech should begin.',
    source: 'Fish Audio documents of 2025',
  }),
  row('A26', 'W', {
    title: 'Texts are joined letter to letter, and no text has a space at its end or beginning.',
    why: 'Texts are appended as they stand: "Hello" and "world" are spoken as "Helloworld".',
    mend: 'Keep the spaces; do not trim the pieces.',
    source: advice,
  }),
  row('A27', 'I', {
    title: 'Text is sent character by character.',
    why: 'The documents advise complete words.',
    mend: 'Gather five to ten words.',
    source: advice,
  }),
  row(
    'A28',
    'I',
    {
      title: 'A text event is empty.',
      why: 'It has no effect.',
      mend: 'Leave it out.',
      source: 'Fish Audio AsyncAPI document, 2026-08',
    },
    'before',
  ),
  row('A29', 'I', {
    title: 'One text event is longer than three chunks.',
    why: 'The documents advise against huge pieces.',
    mend: 'Split it at sentence ends.',
    source: advice,
  }),
  row('A30', 'W', {
    title: 'request.text is not empty, and text events follow.',
    why: 'It may be spoken first, or twice.',
    mend: 'Leave request.text empty.',
    source: 'Fish Audio AsyncAPI document, 2026-08',
  }),
  row('A43', 'W', {
    title: 'Several speakers, but the text names none, or one there is not.',
    why: 'A wrong voice speaks, or one voice speaks everything.',
    mend: 'Write <|speaker:0|> and so on in front of what each one says.',
    source: 'Fish Audio OpenAPI document (TTSRequest), 2026-08',
  }),
  row('A45', 'I', {
    title: 'An emotion is written in the notation of another model.',
    why: 'It is read aloud, or ignored.',
    mend: 's1 takes (happy), the S2 family takes [happy].',
    source: 'Fish Audio models overview, 2026-08',
  }),
  row('A48', 'I', {
    title: 'latency is normal, and the session is flushed again and again.',
    why: 'Each first audio takes about 1.7 s, against about 0.23 s with balanced or low.',
    mend: 'Use balanced or low.',
    source: 'Measured by a third party, 2026-09',
  }),
];
