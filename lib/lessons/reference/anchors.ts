/** Addresses of the reference, and of what stands in it. */

/** Fragment of a field's row: `event-start-request.references.audio`. */
export function fieldAnchor(event: string, path: string): string {
  return `event-${event}-${path.replaceAll('[]', '')}`;
}

export const eventAnchor = (event: string): string => `event-${event}`;

/** `#` and the fragment are left out where none is given. */
export function referencePath(dialect: string, anchor = ''): string {
  return `/reference/${dialect}${anchor === '' ? '' : `#${anchor}`}`;
}
