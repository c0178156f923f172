/** What of a scenario may be kept: no key in its text, its name, its group. */
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { dialectOf } from '@/lib/dialects/registry.ts';
import { scrubSecrets } from '@/lib/scenario/scrub-secrets.ts';
import type { NamedScenario } from '@/lib/scenario/shelf/library-file.ts';

/** The typed key and what stands at secret positions of its dialect are replaced. */
export async function withoutKeys(scenario: NamedScenario, scrub: ConsoleFacade['scrub']): Promise<NamedScenario> {
  // The console looks at the positions of the upstream that is chosen now, which may speak another protocol.
  const own = dialectOf(scenario.dialect);
  const typed = (await scrub(scenario.text)).text;
  const text = own === undefined ? typed : scrubSecrets(typed, own, () => false).text;
  const [name, group] = await Promise.all([plain(scenario.name, scrub), plain(scenario.group, scrub)]);
  return { ...scenario, name: name === '' ? 'Without a name' : name, group, text };
}

/** A name is looked at as the words of a comment are. */
async function plain(words: string, scrub: ConsoleFacade['scrub']): Promise<string> {
  const line = words.replace(/\s+/g, ' ').trim();
  return (await scrub(`// ${line}`)).text.slice(3);
}
