/** A06, A13 to A15, A18, A33 to A42, A44, A46, A47: the words of the rules about `start`. */
import { row } from './rule-text.ts';

const openApi = 'Fish Audio OpenAPI document (TTSRequest), 2026-08';
const rest = 'Measured on the REST route, 2026-10';
const socket = 'what the WebSocket answers is not known.';

export const requestTexts = [
  row(
    'A06',
    'W',
    {
      title: 'A model stands inside request.',
      why: 'It has no effect: the model is bound to the socket by the header of its upgrade.',
      mend: 'Set the model header, and open a new connection to change it.',
      source: 'Fish Audio AsyncAPI document, 2026-08',
    },
    'before',
  ),
  row(
    'A13',
    'E',
    {
      title: 'The audio of a reference is a text.',
      why: `It must be bytes (bin). The REST route answers base64 inside a text with 400 "Reference Audio is not valid"; ${socket}`,
      mend: 'Pass bytes: a Uint8Array in JavaScript, bytes in Python, {"$bin": "base64"} or {"$file": "name"} in the editor here.',
      source: rest,
    },
    'before',
  ),
  row(
    'A14',
    'E',
    {
      title: 'The audio of a reference is an empty map.',
      why: 'A File object was encoded as it is: no byte of the recording went out.',
      mend: 'Read the file first, and pass its bytes.',
      source: 'Seen with the npm client fish-audio 0.1.0',
    },
    'before',
  ),
  row(
    'A15',
    'I',
    {
      title: 'A field that cannot be empty is nil.',
      why: 'In JavaScript an undefined value was encoded; what the server makes of it is not documented.',
      mend: 'Leave the key out.',
      source: openApi,
    },
    'before',
  ),
  row(
    'A18',
    'E',
    {
      title: 'Settings stand beside "event" and not inside "request".',
      why: 'They are not read there: the defaults are used.',
      mend: 'Nest them: {"event": "start", "request": {...}}.',
      source: 'Fish Audio AsyncAPI document, 2026-08',
    },
    'before',
  ),
  row(
    'A33',
    'E',
    {
      title: 'The format is none the server makes.',
      why: `The REST route answers 400 "unknown variant"; ${socket}`,
      mend: 'Use wav, pcm, mp3 or opus.',
      source: openApi,
    },
    'before',
  ),
  row(
    'A34',
    'E',
    {
      title: 'The sample rate is not made for this format.',
      why: `The REST route answers 400; ${socket}`,
      mend: 'wav and pcm: 8000, 16000, 24000, 32000, 44100. mp3: 32000, 44100. opus: 48000.',
      source: rest,
    },
    'before',
  ),
  row(
    'A35',
    'E',
    {
      title: 'The mp3 bitrate is none of the three there are.',
      why: `The REST route answers 400; ${socket}`,
      mend: 'Use 64, 128 or 192.',
      source: rest,
    },
    'before',
  ),
  row(
    'A36',
    'W',
    {
      title: 'The opus bitrate is written in kilobits.',
      why: 'Since June 2026 the unit is bits per second; what the server makes of the old numbers is not known.',
      mend: 'Multiply by 1000, or use -1000 to let the encoder choose.',
      source: 'History of the Fish Audio AsyncAPI document',
    },
    'before',
  ),
  row(
    'A37',
    'E',
    {
      title: 'The latency is none of the three there are.',
      why: `The REST route answers 400; ${socket}`,
      mend: 'Use low, balanced or normal.',
      source: rest,
    },
    'before',
  ),
  row(
    'A38',
    'E',
    {
      title: 'A chunk length is out of range.',
      why: 'The schema does not allow it.',
      mend: 'chunk_length goes from 100 to 300, min_chunk_length from 0 to 100.',
      source: openApi,
    },
    'before',
  ),
  row(
    'A39',
    'E',
    {
      title: 'Speed or volume is out of range.',
      why: `The REST route answers a speed outside 0.5 to 2 with 400; ${socket}`,
      mend: 'Keep speed within 0.5 to 2, and volume within -20 to 20.',
      source: rest,
    },
    'before',
  ),
  row(
    'A40',
    'W',
    {
      title: 'temperature or top_p is outside 0 to 1.',
      why: 'The REST route accepts it silently; its effect is not known.',
      mend: 'Keep it within 0 to 1.',
      source: openApi,
    },
    'before',
  ),
  row(
    'A41',
    'W',
    {
      title: 'request has a key the protocol does not know.',
      why: 'It does nothing.',
      mend: 'Look for its real place: speed, for one, is request.prosody.speed.',
      source: openApi,
    },
    'before',
  ),
  row('A42', 'E', {
    title: 'Several speakers are asked of the model s1.',
    why: `It has one voice at a time. The REST route answers 400 with words about MessagePack; ${socket}`,
    mend: 'Use a model of the S2 family.',
    source: openApi,
  }),
  row('A44', 'I', {
    title: 'normalize_loudness is set for the model s1.',
    why: 'The documents of the REST route say that s1 accepts it without effect.',
    mend: 'Leave it out, or use a model of the S2 family.',
    source: openApi,
  }),
  row(
    'A46',
    'I',
    {
      title: 'reference_id and references are both set.',
      why: 'They are two ways to choose a voice; which one wins is not documented.',
      mend: 'Keep one of them.',
      source: openApi,
    },
    'before',
  ),
  row(
    'A47',
    'I',
    {
      title: 'debug is sent.',
      why: 'No document mentions it since late 2025; inside request it never had a meaning.',
      mend: 'Leave it out.',
      source: 'Fish Audio documents of 2025',
    },
    'before',
  ),
];
