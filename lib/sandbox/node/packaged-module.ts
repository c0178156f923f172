/** WebAssembly out of an installed package, compiled once in a process: the speech engine takes about 40 ms. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const compiled = new Map<string, Promise<WebAssembly.Module>>();

export function packagedModule(name: string): Promise<WebAssembly.Module> {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const path = createRequire(import.meta.url).resolve(name);
  const made = readFile(path).then((bytes) => WebAssembly.compile(bytes));
  compiled.set(name, made);
  return made;
}
