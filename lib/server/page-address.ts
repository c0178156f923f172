/** Which page of Next answers an address. */
import { dialects } from '../dialects/registry.ts';
import { ruleTable } from '../lint/open-lint.ts';

const rules = new Set(dialects.flatMap(ruleTable).map(({ id }) => id));
const references = new Set(dialects.map(({ id }) => id));
/** No page stands under it, nor ever will. */
const nowhere = '/rules/-/-';

/**
 * The address itself; for a rule or a reference that does not exist one without any page. Next writes "not found" as a document only there: for a page
 * that finds out by itself it sends an empty one, to be filled by a script that our policy does not let run.
 */
export function pageAddress(url: string): string {
  const rule = /^\/rules\/([^/?#]+)(?:\?.*)?$/.exec(url)?.[1];
  if (rule !== undefined) return rules.has(rule) ? url : nowhere;
  const reference = /^\/reference\/([^/?#]+)(?:\?.*)?$/.exec(url)?.[1];
  return reference === undefined || references.has(reference) ? url : nowhere;
}
