/** Looks for a key in every file below some folders that was written since a moment. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { formsIn, type SecretForm } from './secret-forms.ts';

export type ScanResult = { files: number; bytes: number; hits: { file: string; form: string }[] };

// Packages are not written by the product, and the history of the repository is not written by a run.
const passedOver = new Set(['node_modules', '.git']);

/**
 * Walks `folders` and searches each file changed at or after `since` (milliseconds since the epoch).
 * Files that vanish while it walks are passed over; links are not followed.
 */
export function scanFiles(folders: readonly string[], since: number, forms: readonly SecretForm[]): ScanResult {
  const result: ScanResult = { files: 0, bytes: 0, hits: [] };
  const waiting = [...folders];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      for (const form of formsIn(entry.name, forms)) result.hits.push({ file: 'a file name', form });
      if (entry.isDirectory() && !passedOver.has(entry.name)) waiting.push(file);
      if (entry.isFile()) scanFile(file, since, forms, result);
    }
  }
  return result;
}

function scanFile(file: string, since: number, forms: readonly SecretForm[], result: ScanResult): void {
  try {
    const { mtimeMs, ctimeMs, size } = statSync(file);
    if (Math.max(mtimeMs, ctimeMs) < since || size === 0) return;
    const bytes = readFileSync(file);
    result.files += 1;
    result.bytes += bytes.length;
    for (const form of formsIn(bytes, forms)) result.hits.push({ file, form });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
