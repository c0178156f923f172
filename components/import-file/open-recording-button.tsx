import { FolderOpen } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { askCommand } from '../workbench/page-commands.ts';

/** Asks for a file; what comes of it is the dialog's. `onAsk` is called before, such as to close what is in its way. */
export function OpenRecordingButton({ onAsk }: { onAsk?: () => void }) {
  const ask = () => {
    onAsk?.();
    askCommand('openRecording');
  };
  return (
    <Button onClick={ask}>
      <FolderOpen size={14} strokeWidth={1.75} aria-hidden="true" />
      Open a recording
    </Button>
  );
}
