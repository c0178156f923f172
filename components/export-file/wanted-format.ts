'use client';
import type { ExportAs } from '@/lib/console/rooms/export-room.ts';
import type { SavedAs } from '@/lib/console/sound-view.ts';
import { askCommand } from '../workbench/page-commands.ts';

export type FileFormat = ExportAs | `audio-${SavedAs}`;

/** What was chosen last, as long as the page lives. */
let wanted: FileFormat = 'wiretone';

export function wantedFormat(): FileFormat {
  return wanted;
}

export function setWantedFormat(format: FileFormat): void {
  wanted = format;
}

/** Opens the dialog with this format chosen. */
export function openExport(format: FileFormat): void {
  wanted = format;
  askCommand('exportSession');
}
