/** The head of a RIFF / WAVE stream as an item, sizes explained. */
import { counted, grouped } from '../../bytes/quantity.ts';
import type { WavHeader } from '../wav-framer.ts';
import { type ContainerItem, itemField as field, type ItemField, seconds } from './container-item.ts';

/** Chunks listed in front of the samples. */
const mostChunks = 32;

/** `bytes` are the stream's from 0 to the first sample; empty when no longer held. */
export function wavHeaderItem(header: WavHeader, start: number, end: number, bytes: Uint8Array): ContainerItem {
  const { sampleRateHz, channels, bitsPerSample, dataBytes } = header;
  const frame = (channels * bitsPerSample) / 8;
  const sound = channels === 1 ? 'mono' : `${channels} channels`;
  const says =
    dataBytes === null
      ? 'The sizes are placeholders, since the length was not known when the header was sent: count the bytes instead.'
      : `It claims ${counted(dataBytes, 'byte')} of samples, ${seconds(dataBytes / frame, sampleRateHz)}.`;
  const title = `WAV header, ${grouped(sampleRateHz)} Hz, ${bitsPerSample} bits, ${sound}`;
  return { kind: 'header', title, says, start, end, fields: bytes.length < 12 ? [] : fieldsOf(bytes, start, header) };
}

function fieldsOf(bytes: Uint8Array, start: number, header: WavHeader): ItemField[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const name = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  const riff = view.getUint32(4, true);
  const fields = [
    field('magic', 'RIFF', start, 4),
    field('RIFF size', grouped(riff), start + 4, 4, sizeWords(riff, 'the bytes that follow')),
    field('form', 'WAVE', start + 8, 4),
  ];
  let at = 12;
  for (let i = 0; i < mostChunks && at + 8 <= bytes.length; i++) {
    const size = view.getUint32(at + 4, true);
    const id = name(at);
    if (id === 'fmt ' && at + 24 <= bytes.length) fields.push(...formatFields(view, at, start));
    else if (id === 'data') {
      fields.push(field('data', id, start + at, 4));
      fields.push(field('data size', grouped(size), start + at + 4, 4, dataWords(size, header)));
      break;
    } else
      fields.push(field('chunk', `${id}, ${counted(size, 'byte')}`, start + at, Math.min(8 + size, bytes.length - at)));
    at += 8 + size + (size & 1);
  }
  return fields;
}

function formatFields(view: DataView, at: number, start: number): ItemField[] {
  const tag = view.getUint16(at + 8, true);
  const tags: Record<number, string> = { 1: 'whole numbers', 3: 'floating point', 65534: 'extensible' };
  return [
    field('fmt', `${counted(view.getUint32(at + 4, true), 'byte')}`, start + at, 8),
    field('encoding', tags[tag] ?? tag, start + at + 8, 2),
    field('channels', view.getUint16(at + 10, true), start + at + 10, 2),
    field('sample rate', `${grouped(view.getUint32(at + 12, true))} Hz`, start + at + 12, 4),
    field('bytes a second', grouped(view.getUint32(at + 16, true)), start + at + 16, 4),
    field('block', counted(view.getUint16(at + 20, true), 'byte'), start + at + 20, 2),
    field('bits', view.getUint16(at + 22, true), start + at + 22, 2),
  ];
}

function dataWords(size: number, header: WavHeader): string {
  if (header.dataBytes === null) return sizeWords(size, 'the samples');
  const frame = (header.channels * header.bitsPerSample) / 8;
  return seconds(size / frame, header.sampleRateHz);
}

/** Streaming servers write a size near 2^32, or 0, because they cannot know it yet. */
function sizeWords(size: number, of: string): string {
  if (size !== 0 && size < 0xffffff00) return `Counts ${of}.`;
  const hours = size === 0 ? '' : ` Read as a size it would be hours of sound.`;
  return `A placeholder: the server did not know the length yet.${hours}`;
}
