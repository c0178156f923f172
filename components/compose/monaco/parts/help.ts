/** The seventh part of Monaco: the largest of its features. */
import 'monaco-editor/features/hover/register';
import 'monaco-editor/editor/contrib/suggest/browser/suggestController';

export const next = () => import('../monaco-pane.tsx');
