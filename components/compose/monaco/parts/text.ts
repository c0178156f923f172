/** The first part of Monaco: texts, without anything that shows them. */
import 'monaco-editor/editor/common/model/textModel';

export const next = () => import('./view.ts');
