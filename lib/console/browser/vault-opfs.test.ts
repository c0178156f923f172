/** Which browser has files, and which only seems to have none. */
import { afterEach, expect, test, vi } from 'vitest';
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
  expect((await opfsFiles('probe-1'))?.place).toBe('files');
  expect((await opfsFiles('probe-2'))?.place).toBe('files');
  expect(names).toEqual(['probe-1', 'probe-2']);
});

// The sessions kept there would be gone from the list, and new ones be kept in the database.
test.each(['NoModificationAllowedError', 'NotFoundError', 'QuotaExceededError'])('%s passes', async (name) => {
  browserWith(refusing(name));
  expect((await opfsFiles('probe'))?.place).toBe('files');
});

test('none for this window, and none with handles', async () => {
  browserWith(refusing('SecurityError'));
  expect(await opfsFiles('probe')).toBe(null);
  vi.stubGlobal('navigator', {
    storage: { getDirectory: () => Promise.reject(new DOMException('no', 'SecurityError')) },
  });
  expect(await opfsFiles('probe')).toBe(null);
  vi.stubGlobal('navigator', {});
  expect(await opfsFiles('probe')).toBe(null);
});
