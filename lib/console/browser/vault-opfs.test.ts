/** Which browser has files, and which only seems to have none. */
import { afterEach, expect, test, vi } from 'vitest';
import { fakeClock } from '../../clock/fake.ts';
import { opfsFiles } from './vault-opfs.ts';

afterEach(() => vi.unstubAllGlobals());

const handle = { write: () => 0, flush() {}, truncate() {}, close() {} };

/** A folder whose files open as `open` says. */
function browserWith(open: (name: string) => unknown) {
  const names: string[] = [];
  const folder = {
    getFileHandle: async (name: string) => {
      names.push(name);
      return { createSyncAccessHandle: async () => open(name) };
    },
    removeEntry: async () => {},
  };
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => ({ getDirectoryHandle: async () => folder }) } });
  return names;
}

function refusing(name: string) {
  return () => {
    throw new DOMException('no', name);
  };
}

test('files are there, and each page looks with a file of its own', async () => {
  const names = browserWith(() => handle);
  expect((await opfsFiles('probe-1', fakeClock()))?.place).toBe('files');
  expect((await opfsFiles('probe-2', fakeClock()))?.place).toBe('files');
  expect(names).toEqual(['probe-1', 'probe-2']);
});

// The sessions kept there would be gone from the list, and new ones be kept in the database.
test.each(['NoModificationAllowedError', 'NotFoundError', 'QuotaExceededError'])('%s passes', async (name) => {
  browserWith(refusing(name));
  expect((await opfsFiles('probe', fakeClock()))?.place).toBe('files');
});

test('none for this window, and none with handles', async () => {
  browserWith(refusing('SecurityError'));
  expect(await opfsFiles('probe', fakeClock())).toBe(null);
  vi.stubGlobal('navigator', {
    storage: { getDirectory: () => Promise.reject(new DOMException('no', 'SecurityError')) },
  });
  expect(await opfsFiles('probe', fakeClock())).toBe(null);
  vi.stubGlobal('navigator', {});
  expect(await opfsFiles('probe', fakeClock())).toBe(null);
});

test('what is written is pushed through in the end, and a file is closed whatever happens', async () => {
  const did: string[] = [];
  const note = (what: string) => () => {
    did.push(what);
    return 1;
  };
  let isBad = false;
  const flush = () => {
    did.push('flush');
    if (isBad) throw new Error('disk');
  };
  browserWith(() => ({ write: note('write'), flush, truncate: note('truncate'), close: note('close') }));
  const clock = fakeClock();
  const store = await opfsFiles('probe', clock);
  const file = await store?.open('one');
  did.length = 0;
  for (let at = 0; at < 3; at++) await file?.write(new Uint8Array(1), at);
  expect(did).toEqual(['write', 'flush', 'write', 'write']);
  await clock.advance(1000);
  expect(did.slice(4)).toEqual(['flush']);
  await file?.truncate(0);
  await file?.write(new Uint8Array(1), 0);
  isBad = true;
  expect(() => file?.close()).toThrow('disk');
  expect(did.slice(5)).toEqual(['truncate', 'flush', 'write', 'flush', 'close']);
});
