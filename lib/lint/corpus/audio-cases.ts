/** A53 to A57, A61 to A63: what the audio begins with and claims. */
import type { Case } from './draw.ts';

const asked = (format: string, name: string, trips: string, ...audio: string[]): Case => ({
  name,
  trips,
  lines: [`> start {"format": "${format}"}`, ...audio.map((line) => `< ${line}`), '> stop', '< finish'].join('\n'),
});
const wav = (rate: string, channels: string, bits: string, size: string) =>
  `hex:5249464624ffffff57415645666d74201000000001 00${channels}${rate}88580100 0200${bits}64617461${size}`.replaceAll(
    ' ',
    '',
  );
const ascii = (text: string) => `hex:${[...text].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('')}`;
const opusHead = (channels: string, preSkip: string, rate: string) =>
  `hex:4f67675300020000000000000000010000000000000000000000 01134f7075734865616401${channels}${preSkip}${rate}000000`.replace(
    ' ',
    '',
  );

export const audioCases: readonly Case[] = [
  asked('mp3', 'mp3 with a tag', '', 'audio mp3 400'),
  asked('mp3', 'mp3 without a tag', '', 'audio frame 400'),
  asked('mp3', 'Ogg for mp3', 'A53', 'audio opus 400'),
  asked('opus', 'Ogg for opus', '', 'audio opus 400'),
  asked('opus', 'mp3 for opus', 'A53', 'audio mp3 400'),
  asked('wav', 'samples for wav', 'A53', 'audio pcm 400'),
  asked('pcm', 'samples for pcm', '', 'audio pcm 400'),
  asked('pcm', 'wav for pcm', 'A53', 'audio wav 400'),
  asked('pcm', 'samples that begin like an mp3 frame', '', 'audio frame 400'),
  asked('mp3', 'a later piece that begins otherwise', '', 'audio mp3 400', 'audio pcm 400'),
  asked('mp3', 'a head in two pieces', '', 'audio hex:49 1', 'audio hex:443304000000000023 400'),
  asked('mp3', 'an error page', 'A53', `audio ${ascii('<!doctype html><title>502 Bad Gateway</title>')} 45`),
  asked('wav', 'placeholder sizes', 'A54', 'audio wav 400'),
  asked('wav', 'sizes that are true', '', `audio ${wav('44ac0000', '0100', '1000', '64010000')} 400`),
  asked('wav', 'a size that is too large', 'A61', `audio ${wav('44ac0000', '0100', '1000', '00010100')} 400`),
  asked('wav', 'a rate of 1 Hz', 'A61', `audio ${wav('01000000', '0100', '1000', '64010000')} 400`),
  asked('wav', 'no channels', 'A61', `audio ${wav('44ac0000', '0000', '1000', '64010000')} 400`),
  asked('mp3', 'a tag of 256 MiB', 'A61', 'audio hex:4944330400007f7f7f7f 400'),
  asked('opus', 'OpusHead that can be', '', `audio ${opusHead('01', '3801', '80bb0000')} 400`),
  asked('opus', 'OpusHead with 255 channels', 'A61', `audio ${opusHead('ff', '3801', '80bb0000')} 400`),
  asked('opus', 'OpusHead that skips more than a second', 'A61', `audio ${opusHead('01', 'ffff', '80bb0000')} 400`),
  {
    name: 'the rate of the player',
    trips: 'A55',
    lines: 'mark player player set to 48000 Hz, asked for were 44100 Hz',
  },
  {
    name: 'the rate of the player, as asked',
    trips: '',
    lines: 'mark player player set to 44100 Hz, asked for were 44100 Hz',
  },
  {
    name: 'sound that the player converts',
    trips: '',
    lines: 'mark player player runs at 48000 Hz: sound of 44100 Hz is converted',
  },
  asked('pcm', 'odd pcm', 'A56', 'audio pcm 401'),
  asked('mp3', 'odd mp3', '', 'audio mp3 401'),
  asked('mp3', 'chunk_seq goes back', 'A57', 'audio mp3 64 {"chunk_seq": 1}', 'audio pcm 64 {"chunk_seq": 0}'),
  asked('mp3', 'chunk_seq stays', '', 'audio mp3 64 {"chunk_seq": 1}', 'audio pcm 64 {"chunk_seq": 1}'),
  asked(
    'mp3',
    'the offset goes back',
    'A57',
    'audio mp3 64 {"chunk_audio_offset_sec": 0.5}',
    'audio pcm 64 {"chunk_audio_offset_sec": 0.4}',
  ),
  asked('pcm', 'base64 for pcm', 'A62', `audio ${ascii('SUQzBAAAAAAAI1RTU0UAAAAPAAADTGF2ZjU4')} 36`),
  asked('pcm', 'gzip for pcm', 'A62', 'audio hex:1f8b0800000000000003 400'),
  asked('mp3', 'an empty event', 'A63', 'audio mp3 64', 'audio mp3 0'),
];
