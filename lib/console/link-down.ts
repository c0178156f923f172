import type { LinkState } from './state.ts';

/** The page is cut off from its server: what goes on there is not known until it is back. */
export function isDown(link: LinkState): boolean {
  return link === 'lost' || link === 'login';
}
