import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ruleOf } from '@/components/findings/rule-book.ts';
import { RuleSheet } from '@/components/findings/rule-sheet.tsx';

type Ask = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Ask): Promise<Metadata> {
  const found = ruleOf((await params).id);
  return found === null ? {} : { title: `${found.rule.id} ${found.rule.title} - Wiretone` };
}

export default async function RulePage({ params }: Ask) {
  const found = ruleOf((await params).id);
  if (found === null) notFound();
  return <RuleSheet {...found} />;
}
