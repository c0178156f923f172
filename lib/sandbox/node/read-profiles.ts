/** Sandbox profiles from their files. */
import { readFileSync } from 'node:fs';
import { visible } from '../../bytes/visible.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { readProfile, shelved } from '../profile/profile.ts';
import { type ProfileShelf, profileShelf, type ShelvedProfile } from '../profile/shelf.ts';

/** What does not fit may be named by the file itself. */
const mostSaid = 400;

/** All of them, or the first reason why not: a file that cannot be read, that is no profile, or a name that two have. */
export function profilesIn(files: readonly string[]): ProfileShelf | Problem {
  const all: ShelvedProfile[] = [];
  for (const file of files) {
    const one = profileIn(file);
    if ('code' in one) return { ...one, detail: visible(`${file}: ${one.detail.slice(0, mostSaid)}`) };
    if (all.some(({ name }) => name === one.name))
      return problem('bad_profile', `${visible(file)}: another file holds a profile "${one.name}" already`);
    all.push(one);
  }
  return profileShelf(all);
}

function profileIn(file: string): ShelvedProfile | Problem {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return problem('bad_profile', `it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
  const profile = readProfile(text);
  return 'code' in profile ? profile : shelved(profile);
}
