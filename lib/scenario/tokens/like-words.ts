/** Words with the white space after them, as the documents' examples have it: `"The " "first " "move "`. */
export function likeWords(text: string): string[] {
  return text.match(/^\s+$|(?:^\s+)?\S+\s*/gu) ?? [];
}
