import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ReferencePage } from '@/components/reference/reference-page.tsx';
import { referenceFor } from '@/lib/lessons/reference/references.ts';

type Ask = { params: Promise<{ dialect: string }> };

export async function generateMetadata({ params }: Ask): Promise<Metadata> {
  const found = referenceFor((await params).dialect);
  return found === undefined ? {} : { title: `${found.title}: reference - Wiretone` };
}

export default async function DialectReferencePage({ params }: Ask) {
  const found = referenceFor((await params).dialect);
  if (found === undefined) notFound();
  return <ReferencePage reference={found} />;
}
