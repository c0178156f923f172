import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { Login } from '@/components/login/login.tsx';
import { waysIn } from '@/components/login/one-time-code.ts';

export const metadata: Metadata = { title: 'Log in - Wiretone' };

/** The server sets the header itself, whatever a caller sent under its name. */
export default async function LoginPage() {
  return <Login ways={waysIn((await headers()).get('x-wiretone-login'))} />;
}
