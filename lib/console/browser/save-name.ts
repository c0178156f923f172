import { fileTitle } from '../file-title.ts';
import type { SavedAs } from '../sound-view.ts';

/** What bytes as received are called; what pcm holds is no file format. */
const endings: Readonly<Record<string, string>> = { mp3: 'mp3', wav: 'wav', opus: 'opus', pcm: 'pcm' };

/** `sandbox-fish 1.mp3`, `sandbox-fish 1 0.500-1.250s.wav`: letters, digits, blanks, dots and dashes of the session's title. */
export function soundFileName(file: {
  title: string;
  format: string;
  range: { fromS: number; toS: number };
  whole: boolean;
  as: SavedAs;
}): string {
  const title = fileTitle(file.title, 'sound');
  const { fromS, toS } = file.range;
  const part = file.whole ? '' : ` ${fromS.toFixed(3)}-${toS.toFixed(3)}s`;
  const ending = file.as === 'wav' ? 'wav' : (endings[file.format] ?? 'bin');
  return `${title}${part}.${ending}`;
}
