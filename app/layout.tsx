import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { firstScript } from '@/components/workbench/first-script.ts';
import './globals.css';

export const metadata: Metadata = {
  title: 'Wiretone',
  description: 'A debug and testing console for real-time text-to-speech WebSocket protocols.',
  referrer: 'no-referrer',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'dark light',
  themeColor: [
    { media: '(prefers-color-scheme: dark)', color: '#0c0d10' },
    { media: '(prefers-color-scheme: light)', color: '#eef0f3' },
  ],
};

// A fresh nonce per request is only possible on a page rendered per request.
export const dynamic = 'force-dynamic';

export default async function RootLayout({ children }: { children: ReactNode }) {
  const policy = (await headers()).get('content-security-policy') ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <head>
        <script nonce={nonce} suppressHydrationWarning>
          {firstScript}
        </script>
      </head>
      <body>{children}</body>
    </html>
  );
}
