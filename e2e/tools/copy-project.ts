/** A copy of the project as a clone would have it, packages included. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, linkSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const written = new Set(['node_modules', '.next', 'dist', '.cache', '.git', 'test-results', 'playwright-report']);

/** Files under version control and new ones; all but what a run writes where there is no git (an unpacked archive). */
function sources(): string[] {
  try {
    const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const list = execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const files = list.split('\0').filter((file) => file !== '');
    if (files.includes('package.json')) return files;
  } catch {
    // No git, no repository, or one of another owner.
  }
  return readdirSync(root).filter((name) => !written.has(name) && !name.endsWith('.tsbuildinfo'));
}

/** The same without packages: what an unpacked archive holds. */
export function copySources(target: string): void {
  for (const file of sources()) {
    cpSync(path.join(root, file), path.join(target, file), { recursive: true, force: true });
  }
}

export function copyProject(target: string): void {
  copySources(target);
  linkTree(path.join(root, 'node_modules'), path.join(target, 'node_modules'));
}

/** Packages are many and never changed here: links where the file system has them, copies elsewhere. */
function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, copy] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), copy);
    else if (entry.isDirectory()) linkTree(source, copy);
    else linkOrCopy(source, copy);
  }
}

function linkOrCopy(source: string, copy: string): void {
  try {
    linkSync(source, copy);
  } catch {
    copyFileSync(source, copy);
  }
}
