/** The fifth part of Monaco: what stands around an editor. */
import 'monaco-editor/editor/standalone/browser/standaloneServices';

export const next = () => import('./whole.ts');
