/** The numbers of jsonc-parser's `SyntaxKind`: a const enum, which compilers of single files cannot read. */
export const tokenKinds = {
  comma: 5,
  colon: 6,
  string: 10,
  lineComment: 12,
  blockComment: 13,
  lineBreak: 14,
  blank: 15,
  unknown: 16,
  end: 17,
};
