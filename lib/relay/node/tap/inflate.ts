import zlib from 'node:zlib';
import type { Inflate } from '../../tap/message-inflater.ts';

/** Inflates at once, and never more than `most` bytes. */
export const inflate: Inflate = (bytes, dictionary, most) => {
  try {
    return zlib.inflateRawSync(bytes, {
      finishFlush: zlib.constants.Z_SYNC_FLUSH,
      maxOutputLength: most,
      ...(dictionary.length === 0 ? {} : { dictionary }),
    });
  } catch {
    return null;
  }
};
