'use client';
import { Copy, Download } from 'lucide-react';
import { pathOf } from '@/lib/bytes/node-path.ts';
import type { NodeTable, TreeNode } from '@/lib/bytes/node-table.ts';
import type { EntryDetail } from '@/lib/console/state.ts';
import { goneToCopy, redactedDetail, saidOfCopy } from '../export-file/redacted-copy.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu } from '../ui/menu.tsx';
import { bytesText } from '../ui/numbers.ts';
import { useFacade } from '../workbench/console-context.tsx';
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
  const facade = useFacade();
  /** The same value without secrets. Whatever is removed, the frame keeps its shape. */
  const take = async () => {
    const taken = node === null ? { why: goneToCopy } : await redactedDetail(facade, detail, onSaid);
    if ('why' in taken) {
      onSaid(taken.why);
      return null;
    }
    const own = taken.detail.bytes === bytes ? table : taken.detail.tree;
    const same = node === null ? undefined : own?.nodes[node.id];
    if (own === null || same === undefined || same.start !== node?.start || same.end !== node.end) {
      onSaid(goneToCopy);
      return null;
    }
    const { removed, partly } = taken;
    return { table: own, node: same, bytes: taken.detail.bytes ?? bytes, removed, partly };
  };
  const copy = (form: NodeForm) => async () => {
    const taken = await take();
    if (taken === null) return;
    const copied = await copyText(nodeText(form, taken.table, taken.node, taken.bytes));
    onSaid(saidOfCopy(`Field copied as ${form}`, copied, taken.removed, taken.partly));
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
        onClick={async () => {
          const taken = await take();
          if (taken === null) return;
          const own = nodeBytes(taken.node, taken.bytes).bytes;
          saveBytes(own, nodeFileName(detail.session, detail.seq, pathOf(taken.table, taken.node)));
          onSaid(saidOfCopy(`Saved ${bytesText(own.length)}`, true, taken.removed, taken.partly));
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
