/** Text as HTML text: nothing in it is markup, nothing in it is hidden, and its reading direction stays within it. */
import { counted } from '../../bytes/quantity.ts';
import { visibleParts } from '../../bytes/visible.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Fit for an element's text and for a quoted attribute. For words of our own; those of others go through `foreign`. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}

/**
 * Text that somebody else wrote, of at most `most` UTF-16 units: hidden characters as tokens, isolated from what stands around it.
 * What is cut off is counted.
 */
export function foreign(text: string, most = 2000): string {
  // Not in the middle of a pair: half a character is none.
  const end = text.length > most && /[\ud800-\udbff]/.test(text[most - 1] ?? '') ? most - 1 : most;
  const shown = text.slice(0, end);
  const parts = visibleParts(shown).map((part) =>
    part.token ? `<span class="token">${part.text}</span>` : escapeHtml(part.text),
  );
  const rest = text.length - shown.length;
  const cut = rest === 0 ? '' : ` <span class="aside">(${counted(rest, 'more character')})</span>`;
  return `<bdi>${parts.join('')}</bdi>${cut}`;
}
