import type { Metadata } from 'next';
import { ReferenceIndex } from '@/components/reference/reference-index.tsx';

export const metadata: Metadata = { title: 'Reference - Wiretone' };

export default function ReferenceListPage() {
  return <ReferenceIndex />;
}
