/**
 * The name by which a screen reader knows a control, as far as this page needs it: `aria-labelledby`, `aria-label`, a field's label, what
 * stands in it, its tooltip. Not the whole algorithm (https://www.w3.org/TR/accname-1.2/): nothing here is named by CSS or by a table.
 */
export function nameOf(element: Element): string {
  const referred = (element.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter((id) => id !== '');
  const parts = referred.map((id) => element.ownerDocument.getElementById(id)).filter((each) => each !== null);
  const ways = [
    () => parts.map(textOf).join(' '),
    () => element.getAttribute('aria-label') ?? '',
    () => [...((element as HTMLInputElement).labels ?? [])].map(textOf).join(' '),
    () => (namedByContent.test(element.getAttribute('role') ?? element.tagName) ? textOf(element) : ''),
    () => element.getAttribute('title') ?? '',
    () => element.getAttribute('placeholder') ?? '',
  ];
  for (const way of ways) {
    const name = way().replace(/\s+/g, ' ').trim();
    if (name !== '') return name;
  }
  return '';
}

const namedByContent = /^(?:button|a|link|tab|summary|checkbox|switch|option|menuitem)$/i;

/** What is read out of an element: its text, the names of what is in it; nothing of what is hidden. */
function textOf(element: Element): string {
  return [...element.childNodes]
    .map((node) => {
      if (node.nodeType === 3) return node.nodeValue ?? '';
      if (node.nodeType !== 1 || isHidden(node as Element)) return '';
      const child = node as Element;
      const own = child.getAttribute('aria-label') ?? (child.tagName === 'IMG' ? child.getAttribute('alt') : null);
      const text = own ?? textOf(child);
      return isInline(child) ? text : ` ${text} `;
    })
    .join('');
}

/** By itself: it may well be in something that is hidden as a whole. */
function isHidden(element: Element): boolean {
  return element.getAttribute('aria-hidden') === 'true' || styleOf(element).display === 'none';
}

const isInline = (element: Element) => styleOf(element).display === 'inline';

const styleOf = (element: Element): Pick<CSSStyleDeclaration, 'display'> =>
  element.ownerDocument.defaultView?.getComputedStyle(element) ?? { display: 'inline' };
