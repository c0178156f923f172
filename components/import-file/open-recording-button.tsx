import { FolderOpen } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { askCommand } from '../workbench/page-commands.ts';

/** Asks for a file; what comes of it is the dialog's. */
export function OpenRecordingButton() {
  return (
    <Button onClick={() => askCommand('openRecording')}>
      <FolderOpen size={14} strokeWidth={1.75} aria-hidden="true" />
      Open a recording
    </Button>
  );
}
