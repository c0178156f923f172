import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { dialectOf } from '@/lib/dialects/registry.ts';
import { askCommand } from '../workbench/page-commands.ts';
import { composerOf } from './actions.ts';

/**
 * Puts a text that is kept elsewhere into the editor of an upstream, which is chosen for it. What stood there is kept as an earlier
 * text. The focus stays where it is. False where it was not put in: the upstream is unknown, or another was chosen meanwhile.
 */
export async function putText(facade: ConsoleFacade, upstream: string, text: string): Promise<boolean> {
  const composer = composerOf(facade);
  const info = facade.getState().upstreams.find(({ id }) => id === upstream);
  if (info === undefined) return false;
  if (facade.getState().upstream !== upstream) facade.setUpstream(upstream);
  await composer.open(upstream, info.dialect, dialectOf(info.dialect)?.sampleSession ?? '');
  // The draft was loaded: another upstream may be on by now, and its text is not to be touched.
  if (composer.drafts.get().upstream !== upstream) return false;
  if (composer.drafts.get().text !== text) await composer.replaceText(text, true, false);
  askCommand('showCompose');
  return true;
}
