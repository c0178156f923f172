/** What of a scenario may be kept or handed out: no key in its text, its name, its group. */
import { textWithoutKeys } from '@/components/compose/text-without-keys.ts';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { NamedScenario } from '@/lib/scenario/shelf/library-file.ts';

/** The typed key and what stands at secret positions of its dialect are replaced. */
export async function withoutKeys(scenario: NamedScenario, scrub: ConsoleFacade['scrub']): Promise<NamedScenario> {
  const text = await textWithoutKeys(scenario.text, scenario.dialect, scrub);
  const [name, group] = await Promise.all([
    lineWithoutKeys(scenario.name, scrub),
    lineWithoutKeys(scenario.group, scrub),
  ]);
  return { ...scenario, name: name === '' ? 'Without a name' : name, group, text };
}

/** One line of words, such as a name: looked at as the words of a comment are. */
export async function lineWithoutKeys(words: string, scrub: ConsoleFacade['scrub']): Promise<string> {
  const line = words.replace(/\s+/g, ' ').trim();
  return (await scrub(`// ${line}`)).text.slice(3);
}
