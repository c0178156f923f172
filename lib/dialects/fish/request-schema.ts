/**
 * Schema of `start.request`, with what an editor says about each field. Ranges of August 2026; values of earlier
 * documents that servers and clients still know are accepted (protocol reference A3, with its dates).
 */
import * as z from 'zod';
import { bytesNotation, field } from '../step-notation.ts';

const reference = z
  .strictObject({
    audio: field(bytesNotation, 'A recording of the voice: WAV, MP3 or FLAC as bytes, up to about six minutes.'),
    text: field(z.string(), 'What is said in the recording, word for word.'),
  })
  .describe('A recording of a voice with its transcript.');

const prosody = z.strictObject({
  speed: field(z.number().min(0.5).max(2), 'Speaking rate: 0.5 is half as fast, 2 is twice as fast.', 1).optional(),
  volume: field(z.number().min(-20).max(20), 'Louder or softer, in decibels.', 0).optional(),
  normalize_loudness: field(
    z.boolean(),
    'Brings all output to the same loudness. For the S2 family; the s1 model accepts it without effect.',
    true,
  ).optional(),
});

const unit = (text: string, byDefault: number) => field(z.number().min(0).max(1), text, byDefault).optional();

export const requestSchema = z.strictObject({
  text: field(
    z.string(),
    'Text to begin with. Required, and usually empty: text that is put here is buffered before the first text event.',
  ),
  format: field(
    z.enum(['mp3', 'opus', 'wav', 'pcm']),
    'Container of the audio. mp3: bare MPEG frames behind an ID3 tag. opus: one Ogg stream. wav: 16 bit mono with placeholder sizes. pcm: signed 16 bit little endian mono, no header.',
    'mp3',
  ).optional(),
  sample_rate: field(
    z.literal([8000, 16000, 24000, 32000, 44100, 48000]).nullable(),
    'Samples per second. wav and pcm: 8000, 16000, 24000, 32000, 44100; mp3: 32000, 44100; opus: 48000 only. null means 44100, for opus 48000.',
  ).optional(),
  mp3_bitrate: field(z.literal([64, 128, 192]), 'Kilobits per second; used with format mp3 only.', 128).optional(),
  opus_bitrate: field(
    z.literal([-1000, 24000, 32000, 48000, 64000, 24, 32, 48, 64]),
    'Bits per second; -1000 lets the encoder choose. Until June 2026 the unit was kilobits (24, 32, 48, 64): some clients still send those, and what the server makes of them is not known.',
    -1000,
  ).optional(),
  latency: field(
    z.enum(['low', 'balanced', 'normal']),
    'How long the server gathers text before it speaks. low and balanced begin after about a quarter of a second, normal after well over one, for better quality. The default was balanced until March 2026.',
    'normal',
  ).optional(),
  chunk_length: field(
    z.int().min(100).max(300),
    'Characters of text that are spoken as one piece. The default was 200 until March 2026.',
    300,
  ).optional(),
  min_chunk_length: field(
    z.int().min(0).max(100),
    'A piece is not cut before it has this many characters, unless a flush asks for it.',
    50,
  ).optional(),
  normalize: field(
    z.boolean(),
    'Writes out numbers, dates and the like before speaking, for English and Chinese.',
    true,
  ).optional(),
  temperature: unit(
    'How much the delivery varies; low is steady. Values outside 0 to 1 are said to be accepted silently.',
    0.7,
  ),
  top_p: unit('How many likely continuations are considered: the other way to limit variation.', 0.7),
  repetition_penalty: field(z.number().min(0), 'Above 1 it discourages repeated sounds.', 1.2).optional(),
  max_new_tokens: field(z.int().min(0), 'Most audio tokens made for one piece of text.', 1024).optional(),
  condition_on_previous_chunks: field(
    z.boolean(),
    'Lets each piece of text hear the one before, so that the voice stays the same.',
    true,
  ).optional(),
  early_stop_threshold: unit('When generation of a piece may stop early.', 1),
  reference_id: field(
    z.union([z.string(), z.array(z.string()).min(1)], { error: 'must be a voice id, or a list of them' }).nullable(),
    'Id of a voice, 32 hexadecimal characters. A list means several speakers (S2 family only), chosen in the text by tags such as <|speaker:0|>. Left out: a default voice.',
  ).optional(),
  references: field(
    z.union([z.array(reference), z.array(z.array(reference))]).nullable(),
    'Recordings to take the voice from, instead of a stored voice. A list of lists is one inner list per speaker.',
  ).optional(),
  prosody: field(prosody.nullable(), 'Speed and loudness of the speech.').optional(),
  features: field(
    z.array(z.string()),
    'Switches passed on to the model; "quality-guard" is the one that is known.',
    [],
  ).optional(),
});
