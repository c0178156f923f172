/** A link to an entry of the log; the words alone where the log of the report does not go so far. */
export function linkTo(seq: number, words: string, shown: number): string {
  return seq <= shown ? `<a href="#f${seq}">${words}</a>` : words;
}
