/** A file of variables, as it was chosen: names and values for `{{name}}`, put before the document's own. */
import type { Variables } from '@/lib/scenario/variables.ts';

export type Environment = { name: string; variables: Variables };

/** Larger files are no variables. */
const mostBytes = 1024 * 1024;

/** Reads a chosen file; what is wrong with it is a sentence. */
export async function readEnvironment(file: File): Promise<Environment | { says: string }> {
  if (file.size > mostBytes) return { says: `${file.name} is larger than 1 MiB: that is no file of variables.` };
  let value: unknown;
  try {
    value = JSON.parse(await file.text());
  } catch {
    return { says: `${file.name} is no JSON.` };
  }
  const { readVariables } = await import('@/lib/scenario/variables.ts');
  const read = readVariables(value);
  return 'says' in read ? { says: `${file.name} was not taken. ${read.says}` } : { name: file.name, ...read };
}
