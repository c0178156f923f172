import { VisibleText } from '@/components/ui/visible-text.tsx';

/** More are counted, not drawn. */
const drawn = 60;

/** The pieces of a long text, in the order they are sent; blanks are marked, since they belong to a piece. */
export function PieceList({ pieces }: { pieces: readonly string[] }) {
  return (
    <ol className="compose-pieces" aria-label="Pieces">
      {pieces.slice(0, drawn).map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces repeat, and their place is what they are
        <li key={index}>
          <VisibleText text={piece.slice(0, 200).replaceAll(' ', '·')} />
        </li>
      ))}
      {pieces.length > drawn && <li>and {(pieces.length - drawn).toLocaleString('en')} more</li>}
    </ol>
  );
}
