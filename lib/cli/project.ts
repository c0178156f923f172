/** Where the project stands, and what a build is made of. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const project = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const sources = ['app', 'components', 'lib', 'public'];
const files = ['package.json', 'package-lock.json', 'next.config.mjs', 'postcss.config.mjs'];
/** Not part of what is served. */
const beside = /\.test\.tsx?$|\.md$|(^|\/)samples\//;
const stamp = join(project, 'dist', 'build.json');
/** Without these there is no build, whatever the stamp says. */
const products = ['.next/BUILD_ID', 'dist/server/main.js', 'dist/server/voice-worker.js'];

/** SHA-256 over names and contents of everything a build is made of. */
export function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of [...files, ...sources.flatMap(filesUnder)]) {
    const path = join(project, file);
    if (existsSync(path)) hash.update(`${file}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(folder: string): string[] {
  if (!existsSync(join(project, folder))) return [];
  return readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(project.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((file) => !(file.startsWith('lib/') && beside.test(file)))
    .sort();
}

/** True when the build is there and made of these sources. */
export function buildIsFresh(): boolean {
  if (!products.every((file) => existsSync(join(project, file)))) return false;
  try {
    return JSON.parse(readFileSync(stamp, 'utf8')).sources === fingerprint();
  } catch {
    return false;
  }
}

export function stampBuild(of: string): void {
  writeFileSync(stamp, `${JSON.stringify({ sources: of })}\n`);
}
