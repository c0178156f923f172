/** Fish Audio live: formats, voices, what is said of the sound. */
import { type Shipped, shipped } from './shipped-scenario.ts';

const dialect = 'fish';

function format(name: string, title: string, about: string, request: string, expected: string): Shipped {
  const steps = `
    {"event": "start", "request": {"text": "", ${request}, "latency": "balanced"}},
    {"event": "text", "text": "The quick brown fox jumps over the lazy dog. "},
    {"event": "text", "text": "It did so twice. "},
    {"event": "stop"},
    {"$until": {"event": "finish", "within": "15s"}},
    {"$expect": {"noErrors": true, "duration": {"min": "1500ms", "max": "12s"}, ${expected}}}`;
  return shipped({ name: `fish-format-${name}`, group: 'Formats', dialect, title, about, steps });
}

/** 24 samples of 8 kHz mono: enough to be a WAV file. */
const tinyWav =
  'UklGRlQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YTAAAAAAAAAQACAAMABAADAAIAAQAAAA8ADgANAAwADQAOAA8AAAABAAIAAwAEAAMAAgABA=';

export const fishFormats: readonly Shipped[] = [
  format(
    'mp3',
    'mp3, 64 kbit/s',
    'Bare MPEG frames after an ID3 tag; all audio events together are one file. Events do not end where frames end.',
    '"format": "mp3", "mp3_bitrate": 64, "sample_rate": 44100',
    '"audio": {"decodes": true, "format": "mp3"}',
  ),
  format(
    'opus',
    'opus in Ogg',
    'One Ogg stream over the whole session, always 48 kHz. A decoder that begins again in the middle fails.',
    '"format": "opus", "opus_bitrate": 32000',
    '"audio": {"decodes": true, "format": "opus"}',
  ),
  format(
    'wav',
    'wav, 24 kHz',
    'One header with placeholder sizes, then samples (rule A54): the number of bytes tells the length, not the header.',
    '"format": "wav", "sample_rate": 24000',
    '"audio": {"decodes": true, "format": "wav"}, "findings": {"has": ["A54"]}',
  ),
  format(
    'pcm',
    'pcm, 16 kHz',
    'Samples and nothing else: 16 bits, mono, little-endian. The client has to remember which rate it asked for.',
    '"format": "pcm", "sample_rate": 16000',
    '"audio": {"decodes": true, "format": "pcm"}',
  ),
  shipped({
    name: 'fish-voice-and-prosody',
    group: 'Formats',
    dialect,
    title: 'A stored voice, faster and louder',
    about:
      'reference_id names a voice; speed and volume stand in prosody. At the top of request they would do nothing (rule A41).',
    steps: `
      {"event": "start", "request": {
        "text": "", "format": "mp3", "latency": "balanced",
        "reference_id": "802e3bc2b27e49c2995d23ef70e6ac89",
        "prosody": {"speed": 1.3, "volume": 3}
      }},
      {"event": "text", "text": "Spoken somewhat faster than usual, and louder. "},
      {"event": "stop"},
      {"$until": {"event": "finish", "within": "15s"}},
      {"$expect": {"noErrors": true, "audio": {"decodes": true}}}`,
  }),
  shipped({
    name: 'fish-reference-clip',
    group: 'Formats',
    dialect,
    title: 'A voice from a recording',
    about:
      'references carry a clip as bytes and what is said in it. $bin holds a tiny WAV here; {"$file": "voice.wav"} takes one of yours.',
    steps: `
      {"event": "start", "request": {
        "text": "", "format": "mp3", "latency": "balanced",
        "references": [{"audio": {"$bin": "${tinyWav}"}, "text": "What is said in the recording."}]
      }},
      {"event": "text", "text": "This should sound like the recording. "},
      {"event": "stop"},
      {"$until": {"event": "finish", "within": "15s"}},
      {"$expect": {"noErrors": true, "findings": {"hasNot": ["A13", "A14"]}}}`,
  }),
  shipped({
    name: 'fish-two-speakers',
    group: 'Formats',
    dialect,
    title: 'Two speakers in one text',
    about:
      'A list of voices, and tags in the text that say who speaks. Only models of the S2 family take a list (rule A42).',
    request: '{"model": "s2-pro"}',
    steps: `
      {"event": "start", "request": {
        "text": "", "format": "mp3", "latency": "balanced",
        "reference_id": ["802e3bc2b27e49c2995d23ef70e6ac89", "54a5170264694bfc8e9ad98df7bd89c3"]
      }},
      {"event": "text", "text": "<|speaker:0|>How was your day? "},
      {"event": "text", "text": "<|speaker:1|>Long, but a good one, thank you. "},
      {"event": "stop"},
      {"$until": {"event": "finish", "within": "15s"}},
      {"$expect": {"noErrors": true, "findings": {"hasNot": ["A42", "A43"]}}}`,
  }),
  shipped({
    name: 'fish-with-timestamp',
    group: 'Formats',
    dialect,
    title: 'Audio with the time of every word',
    about:
      'The path with timestamps: audio events bring snapshots of the words so far. A snapshot replaces the one before it; nil says nothing new.',
    request: '{"path": "/v1/tts/live/with-timestamp"}',
    steps: `
      {"event": "start", "request": {"text": "", "format": "mp3", "latency": "balanced"}},
      {"event": "text", "text": "Every word has its place in time. "},
      {"event": "flush"},
      {"$until": {"audioIdle": "600ms", "within": "15s"}},
      {"event": "text", "text": "And the second part comes after the first one. "},
      {"event": "stop"},
      {"$until": {"event": "finish", "within": "15s"}},
      {"$expect": {
        "event": "audio", "count": {"min": 2},
        "where": {"alignment.segments[0].text": {"present": true}, "chunk_seq": {"min": 0}},
        "noErrors": true
      }}`,
  }),
];
