/** The second part of Monaco: how a text is drawn. */
import 'monaco-editor/editor/browser/view';

export const next = () => import('./widget.ts');
