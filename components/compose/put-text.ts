import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { dialectOf } from '@/lib/dialects/registry.ts';
import { askCommand } from '../workbench/page-commands.ts';
import { composerOf } from './actions.ts';

/**
 * Puts a text that is kept elsewhere into the editor of an upstream, which is chosen for it. What stood there is kept as an earlier
 * text. The focus stays where it is.
 */
export async function putText(facade: ConsoleFacade, upstream: string, text: string): Promise<void> {
  const composer = composerOf(facade);
  const info = facade.getState().upstreams.find(({ id }) => id === upstream);
  if (info === undefined) return;
  if (facade.getState().upstream !== upstream) facade.setUpstream(upstream);
  await composer.open(upstream, info.dialect, dialectOf(info.dialect)?.sampleSession ?? '');
  if (composer.drafts.get().text !== text) await composer.replaceText(text, true, false);
  askCommand('showCompose');
}
