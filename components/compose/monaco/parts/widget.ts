/** The third part of Monaco: the editor as such. */
import 'monaco-editor/editor/browser/widget/codeEditor/codeEditorWidget';

export const next = () => import('./lists.ts');
