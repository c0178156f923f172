import { headers } from 'next/headers';
import { Workbench } from '@/components/workbench/workbench.tsx';

/** The server says by the header whether it asks for a login. */
export default async function Page() {
  return <Workbench login={(await headers()).has('x-wiretone-login')} />;
}
