// biome-ignore-all lint/a11y/useSemanticElements: lines of a virtual grid cannot be a table
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active line
import { memo } from 'react';

const hexDigits = (byte: number) => byte.toString(16).toUpperCase().padStart(2, '0');

/** One line of 16 bytes: offset, hex with a gap at 8, text. `classes` holds one class list per byte, joined by commas. */
export const HexLine = memo(function HexLine({
  id,
  offset,
  bytes,
  classes,
  digits,
  isCut = false,
}: {
  id: string;
  offset: number;
  bytes: Uint8Array;
  classes: string;
  digits: number;
  /** The frame ends in this line, too early. */
  isCut?: boolean;
}) {
  const line = bytes.subarray(offset, offset + 16);
  const looks = classes.split(',');
  const cells = Array.from(line, (byte, at) => ({ byte, look: looks[at] ?? '', offset: offset + at }));
  return (
    <div id={id} role="row" aria-rowindex={offset / 16 + 1} className="hex-line">
      <span role="rowheader" className="at">
        {offset.toString(16).toUpperCase().padStart(digits, '0')}
      </span>
      <span role="gridcell" className="hex">
        {cells.map(({ byte, look, offset: at }) => (
          <span key={at} data-at={at} className={`b ${look}`}>
            {hexDigits(byte)}
          </span>
        ))}
        {Array.from({ length: 16 - line.length }, (_, gap) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: empty cells have no name but their place
          <span key={gap - 16} className={isCut && gap === 0 ? 'b missing' : 'b'} />
        ))}
      </span>
      <span role="gridcell" className="text">
        {cells.map(({ byte, look, offset: at }) => {
          const printable = byte > 0x20 && byte < 0x7f;
          return (
            <span key={at} data-at={at} className={`a ${printable ? '' : 'dot '}${look}`}>
              {printable ? String.fromCharCode(byte) : '·'}
            </span>
          );
        })}
      </span>
    </div>
  );
});
