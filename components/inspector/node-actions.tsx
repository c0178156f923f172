'use client';
import { Copy, Download } from 'lucide-react';
import { pathOf } from '@/lib/bytes/node-path.ts';
import type { NodeTable, TreeNode } from '@/lib/bytes/node-table.ts';
import type { EntryDetail } from '@/lib/console/state.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu } from '../ui/menu.tsx';
import { bytesText } from '../ui/numbers.ts';
import { type NodeForm, nodeBytes, nodeFileName, nodeText } from './node-take.ts';
import { copyText, saveBytes } from './take-away.ts';

const forms: readonly NodeForm[] = ['JSON', 'hex', 'base64', 'path'];

/** What can be taken of the chosen value: its text in four forms, and its bytes as a file. `onSaid` tells what was done. */
export function NodeActions({
  detail,
  table,
  node,
  bytes,
  onSaid,
}: {
  detail: EntryDetail;
  table: NodeTable;
  node: TreeNode | null;
  bytes: Uint8Array;
  onSaid: (words: string) => void;
}) {
  const copy = (form: NodeForm) => async () => {
    if (node === null) return;
    const copied = await copyText(nodeText(form, table, node, bytes));
    onSaid(copied ? `Field copied as ${form}` : 'The browser did not allow copying');
  };
  const part = node === null ? null : nodeBytes(node, bytes);
  const saves = part !== null && part.what === 'payload';
  return (
    <span className="flex shrink-0">
      <IconButton
        icon={Download}
        label="Save the field’s bytes"
        title={
          saves ? `Save the field’s ${bytesText(part.bytes.length)}` : 'Choose a field that holds bytes to save it'
        }
        disabled={!saves}
        onClick={() => {
          if (node === null || part === null) return;
          saveBytes(part.bytes, nodeFileName(detail.session, detail.seq, pathOf(table, node)));
          onSaid(`Saved ${bytesText(part.bytes.length)}`);
        }}
      />
      <Menu
        label="Copy field"
        icon={Copy}
        disabled={node === null}
        items={forms.map((form) => ({ name: `Copy field as ${form}`, run: copy(form) }))}
      />
    </span>
  );
}
