/** What of a text may be kept. Fetched when it is needed: with it come the protocols. */
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { dialectOf } from '@/lib/dialects/registry.ts';
import { scrubSecrets } from '@/lib/scenario/scrub-secrets.ts';

/** The typed key, and what stands at secret positions of the text's dialect, are replaced. */
export async function textWithoutKeys(text: string, dialect: string, scrub: ConsoleFacade['scrub']): Promise<string> {
  const typed = (await scrub(text)).text;
  // The console looks at the positions of the upstream that is chosen now, which may speak another protocol.
  const own = dialectOf(dialect);
  return own === undefined ? typed : scrubSecrets(typed, own, () => false).text;
}
