import type { SoundSpectrum } from '@/lib/console/sound-view.ts';
import type { CanvasColours } from '../ui/canvas-colours.ts';

/** What is quieter than this, or louder, has the colours of the ends. */
const quietDb = -90;
const loudDb = -15;

/** A pixel for each value, low frequencies below: from the ground over the wave's colour to that of text. */
export function spectrumPicture(spectrum: SoundSpectrum, colours: CanvasColours): HTMLCanvasElement {
  const { columns, bins, levels, quietestDb } = spectrum;
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = bins;
  const draw = canvas.getContext('2d');
  if (draw === null) return canvas;
  const shades = shadesOf([rgb(draw, colours.ground), rgb(draw, colours.wave), rgb(draw, colours.text)]);
  const image = draw.createImageData(columns, bins);
  const { data } = image;
  // A level is a byte: which shade it has is reckoned once, not for each of a hundred thousand pixels.
  const shadeOf = Uint8Array.from({ length: 256 }, (_, level) => {
    const db = Math.min(loudDb, Math.max(quietDb, level + quietestDb));
    return Math.round((255 * (db - quietDb)) / (loudDb - quietDb));
  });
  for (let column = 0; column < columns; column++) {
    for (let bin = 0; bin < bins; bin++) {
      const from = 3 * (shadeOf[levels[column * bins + bin] as number] as number);
      const at = 4 * ((bins - 1 - bin) * columns + column);
      data[at] = shades[from] as number;
      data[at + 1] = shades[from + 1] as number;
      data[at + 2] = shades[from + 2] as number;
      data[at + 3] = 255;
    }
  }
  draw.putImageData(image, 0, 0);
  return canvas;
}

/** 256 colours, three bytes each, through the given ones. */
function shadesOf(stops: readonly [number, number, number][]): Uint8Array {
  const out = new Uint8Array(3 * 256);
  for (let i = 0; i < 256; i++) {
    const place = (i / 255) * (stops.length - 1);
    const before = Math.min(stops.length - 2, Math.floor(place));
    const [from, to] = [stops[before] as [number, number, number], stops[before + 1] as [number, number, number]];
    for (const k of [0, 1, 2] as const) out[3 * i + k] = Math.round(from[k] + (to[k] - from[k]) * (place - before));
  }
  return out;
}

/** Red, green and blue of any opaque colour: a canvas says it as `#rrggbb`, however it was written. */
function rgb(draw: CanvasRenderingContext2D, colour: string): [number, number, number] {
  draw.fillStyle = colour;
  const value = Number.parseInt(String(draw.fillStyle).slice(1, 7), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
