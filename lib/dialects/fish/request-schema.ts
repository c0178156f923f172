/**
 * Schema of `start.request`, with what an editor says about each field. Ranges of August 2026; values of earlier
 * documents that servers and clients still know are accepted (protocol reference A3, with its dates).
 */
import * as z from 'zod';
import { bytesNotation, type FieldHistory, field } from '../step-notation.ts';

const reference = z
  .strictObject({
    audio: field(bytesNotation, 'A recording of the voice: WAV, MP3 or FLAC as bytes.', undefined, {
      drift:
        'A third party found in summer 2026, over plain HTTP, that Ogg, M4A and WebM are taken too, raw PCM is not, 376 s are, and 378 s are too long.',
    }),
    text: field(z.string(), 'What is said in the recording, word for word.'),
  })
  .describe('A recording of a voice with its transcript.');

const prosody = z.strictObject({
  speed: field(z.number().min(0.5).max(2), 'Speaking rate: 0.5 is half as fast, 2 is twice as fast.', 1).optional(),
  volume: field(z.number().min(-20).max(20), 'Louder or softer, in decibels.', 0, {
    drift:
      'The AsyncAPI document of August 2026 and the SDKs give the limits; the OpenAPI document of the same month gives none.',
  }).optional(),
  normalize_loudness: field(
    z.boolean(),
    'Brings all output to the same loudness. For the S2 family; the s1 model accepts it without effect.',
    true,
    { since: 'Documented since 26 March 2026.' },
  ).optional(),
});

const unit = (text: string, byDefault: number, history: FieldHistory = {}) =>
  field(z.number().min(0).max(1), text, byDefault, history).optional();

export const requestSchema = z.strictObject({
  text: field(z.string(), 'Text to begin with. Required, and usually empty.', undefined, {
    unknown: 'No document shows it with words in it; that they are buffered before the first text event is inferred.',
  }),
  format: field(
    z.enum(['mp3', 'opus', 'wav', 'pcm']),
    'Container of the audio. mp3: bare MPEG frames behind an ID3 tag. opus: Ogg Opus. wav: 16 bit mono with placeholder sizes. pcm: signed 16 bit little endian mono, no header.',
    'mp3',
    {
      drift: 'Documents of mid 2025 leave out pcm, the first Python SDK opus; all four are there since November 2025.',
    },
  ).optional(),
  sample_rate: field(
    z.literal([8000, 16000, 24000, 32000, 44100, 48000]).nullable(),
    'Samples per second. wav and pcm: 8000, 16000, 24000, 32000, 44100; mp3: 32000, 44100; opus: 48000 only. null means 44100, for opus 48000.',
    undefined,
    { drift: 'A third party wrote in September 2026 that pcm goes up to 48000; the documents of August 2026 say not.' },
  ).optional(),
  mp3_bitrate: field(z.literal([64, 128, 192]), 'Kilobits per second; used with format mp3 only.', 128).optional(),
  opus_bitrate: field(
    z.literal([-1000, 24000, 32000, 48000, 64000, 24, 32, 48, 64]),
    'Bits per second; -1000 lets the encoder choose.',
    -1000,
    {
      drift:
        'Until 26 March 2026 the unit was kilobits (24, 32, 48, 64) and the default 32; from then to 1 June 2026 the words said bits, and the values were the old ones. Some clients still send those.',
      unknown: 'What the server makes of the old values today is not known.',
      older: [24, 32, 48, 64],
    },
  ).optional(),
  latency: field(
    z.enum(['low', 'balanced', 'normal']),
    'How early the server begins to speak; normal begins last, for better quality.',
    'normal',
    {
      drift:
        'A third party measured in September 2026 that low and balanced begin after about a quarter of a second, normal after 1.66 s. low is there since 26 March 2026; until then balanced was the default, and the SDKs still send it.',
    },
  ).optional(),
  chunk_length: field(z.int().min(100).max(300), 'Characters of text that are spoken as one piece.', 300, {
    drift: 'The default was 200 until 26 March 2026.',
  }).optional(),
  min_chunk_length: field(
    z.int().min(0).max(100),
    'A piece is not cut before it has this many characters, unless a flush asks for it.',
    50,
    {
      since: 'Documented since 26 March 2026.',
      drift: 'A guide of August 2026 calls the unit tokens; the AsyncAPI document says characters.',
    },
  ).optional(),
  normalize: field(
    z.boolean(),
    'Writes out numbers, dates and the like before speaking, for English and Chinese.',
    true,
  ).optional(),
  temperature: unit('How much the delivery varies; low is steady.', 0.7, {
    drift:
      'A guide of August 2026 advises 0.1 to 1. A third party found in October 2026, over plain HTTP, that 2 is accepted silently.',
  }),
  top_p: unit('How many likely continuations are considered: the other way to limit variation.', 0.7, {
    drift: 'A guide of August 2026 advises 0.1 to 1.',
  }),
  repetition_penalty: field(z.number().min(0), 'Above 1 it discourages repeated sounds.', 1.2, {
    since: 'Documented since 26 March 2026.',
    unknown: 'No document of the service gives its limits; the open-source server takes 0.9 to 2.',
  }).optional(),
  max_new_tokens: field(z.int().min(0), 'Most audio tokens made for one piece of text.', 1024, {
    since: 'Documented since 26 March 2026.',
  }).optional(),
  condition_on_previous_chunks: field(
    z.boolean(),
    'Lets each piece of text hear the one before, so that the voice stays the same.',
    true,
    { since: 'Documented since 26 March 2026.' },
  ).optional(),
  early_stop_threshold: unit('When generation of a piece may stop early.', 1, {
    since: 'Documented since 26 March 2026.',
  }),
  reference_id: field(
    z.union([z.string(), z.array(z.string()).min(1)], { error: 'must be a voice id, or a list of them' }).nullable(),
    'Id of a voice; in all examples it has 32 hexadecimal characters. A list means several speakers (S2 family only), chosen in the text by tags such as <|speaker:0|>. Left out: a default voice.',
    undefined,
    { drift: 'Lists are there since 26 March 2026.' },
  ).optional(),
  references: field(
    z.union([z.array(reference), z.array(z.array(reference))]).nullable(),
    'Recordings to take the voice from, instead of a stored voice. A list of lists is one inner list per speaker.',
    undefined,
    { drift: 'Lists of lists are there since 26 March 2026.' },
  ).optional(),
  prosody: field(prosody.nullable(), 'Speed and loudness of the speech.').optional(),
  features: field(
    z.array(z.string()),
    'Switches passed on to the model; "quality-guard" is the one that is known.',
    [],
    { since: 'Documented since 6 August 2026, and only in the OpenAPI document of plain HTTP.' },
  ).optional(),
});
