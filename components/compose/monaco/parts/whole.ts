/** The sixth part of Monaco: its interface. */
import 'monaco-editor/editor';

export const next = () => import('./help.ts');
