import type { ExportFormat } from './export-source.ts';
import { harFormat } from './har.ts';
import { ownFormat } from './own-format.ts';
import { timingCsv } from './timing-csv.ts';

/** Formats that can be made of a record and its readings alone. */
export const exportFormats: readonly ExportFormat[] = [ownFormat, harFormat, timingCsv];
