import { expect, test } from 'vitest';
import { concatBytes } from '../bytes/concat.ts';
import { oggCrc } from './ogg-crc.ts';
import { overlapCrc } from './ogg-overlap-crc.ts';
import { oggPageFramer } from './ogg-page.ts';
import { oggPage } from './testing/ogg-writer.ts';

const drawn = Uint8Array.from({ length: 400_000 }, (_, i) => (Math.imul(i + 7, 2_654_435_761) >>> 13) & 0xff);

test('overlapping pages have the checksums they have alone, and each byte is read once', () => {
  const crc = overlapCrc();
  let reads = 0;
  const byteAt = (offset: number) => {
    reads++;
    return drawn[offset] as number;
  };
  const view = new DataView(drawn.buffer);
  for (let start = 3, i = 0; start + 65_307 < drawn.length; start += 1 + ((i * 977) % 4000), i++) {
    const length = 27 + ((i * 7919) % 65_281);
    const sum = crc.of(start, length, view.getUint32(start + 22), byteAt);
    expect(sum, `${start} ${length}`).toBe(oggCrc(drawn.subarray(start, start + length)));
  }
  expect(reads).toBeLessThanOrEqual(drawn.length);
});

test('what was left out is begun anew', () => {
  const crc = overlapCrc();
  for (const start of [0, 300_000, 300_010]) {
    const page = drawn.subarray(start, start + 100);
    const field = new DataView(drawn.buffer).getUint32(start + 22);
    expect(crc.of(start, 100, field, (offset) => drawn[offset] as number)).toBe(oggCrc(page));
  }
});

test('a page is found among false ones that lie over it and over each other', () => {
  // Headers 30 bytes apart, each of which claims 255 stretches of up to 255 bytes.
  const header = [0x4f, 0x67, 0x67, 0x53, ...new Array(22).fill(0), 255, 255, 255, 255];
  const lies = Uint8Array.from({ length: 30 * 3000 }, (_, i) => header[i % header.length] as number);
  const page = oggPage({ packets: [new Uint8Array(400).fill(9)], granule: 960, serial: 7, sequence: 3 });
  const items = oggPageFramer().push(concatBytes([lies, page, lies]));
  const found = items.filter((item) => item.kind === 'page');
  expect(found.map(({ start, end, serial }) => [start, end, serial])).toEqual([
    [lies.length, lies.length + page.length, 7],
  ]);
  expect(items.filter((item) => item.kind === 'note' && item.code === 'bad_crc').length).toBeGreaterThan(3000);
});
