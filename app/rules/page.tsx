import type { Metadata } from 'next';
import { RuleIndex } from '@/components/findings/rule-index.tsx';

export const metadata: Metadata = { title: 'Rules - Wiretone' };

export default function RulesPage() {
  return <RuleIndex />;
}
