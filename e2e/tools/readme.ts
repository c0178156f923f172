/** Code blocks of README files that tests run: each stands behind an HTML comment `<!-- test: name -->`. */
import { readFileSync } from 'node:fs';

/** The block marked `name`. Throws when there is none, or no code follows the mark. */
export function readmeBlock(name: string, file = 'README.md'): string {
  const readme = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const block = new RegExp(`<!-- test: ${name} -->\\n+\`\`\`\\w*\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1];
  if (block === undefined) throw new Error(`${file} has no block marked "test: ${name}"`);
  return block;
}
