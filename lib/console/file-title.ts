/** A session's title as the name of a file: letters, digits, blanks, dots and dashes. `otherwise`: where nothing of it is left. */
export function fileTitle(title: string, otherwise: string): string {
  const plain = title
    .replace(/[^\p{L}\p{N} ._-]+/gu, '-')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 80);
  return plain === '' ? otherwise : plain;
}
