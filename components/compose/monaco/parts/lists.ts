/** The fourth part of Monaco: lists, and the box to choose from one. */
import 'monaco-editor/platform/quickinput/browser/quickInputService';

export const next = () => import('./services.ts');
