'use client';
import { LoaderCircle } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { type LoginAsk, logIn } from '@/lib/console/browser/log-in.ts';
import { type Problem, problem } from '@/lib/problem/problem.ts';
import { ThemeSwitch } from '../ui/theme-switch.tsx';
import { Mark } from '../workbench/mark.tsx';
import { LoginProblem } from './login-problem.tsx';
import { codeIn, isCut, type Ways } from './one-time-code.ts';
import { PasswordForm } from './password-form.tsx';

const cut = problem('bad_login', 'The link is not whole.', undefined, 'Copy all of it, up to its last character.');

/** The page before the console, where the server wants to know who comes: by a one-time link, or by name and password. */
export function Login({ ways }: { ways: Ways }) {
  /** `link`: a code is on its way. */
  const [busy, setBusy] = useState<'link' | 'password' | null>(null);
  const [failed, setFailed] = useState<Problem | null>(null);

  const enter = useCallback(async (ask: LoginAsk, by: 'link' | 'password') => {
    setBusy(by);
    setFailed(null);
    const why = await logIn(ask);
    // What follows is the page itself: until then it stays busy.
    if (why === null) return window.location.replace('/');
    setFailed(why);
    setBusy(null);
  }, []);
  useEffect(() => {
    const look = () => {
      const { hash } = window.location;
      const code = codeIn(hash);
      // Out of the address and the history before anything else is done with it.
      if (hash !== '') window.history.replaceState(null, '', window.location.pathname);
      if (code !== null) void enter({ code }, 'link');
      else if (isCut(hash)) setFailed(cut);
    };
    look();
    // A link that is opened where this page is already changes its fragment alone.
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, [enter]);

  /** The server does not take the link: said once, with the way to another one. */
  const isSpent = ways.link && failed?.code === 'bad_login' && failed !== cut;
  return (
    <div className="grid min-h-full grid-rows-[auto_1fr]">
      <header className="flex h-11 items-center gap-2 border-line border-b bg-bg0 pr-2 pl-3">
        <Mark />
        <span className="grow font-semibold text-head tracking-[-0.01em]">Wiretone</span>
        <ThemeSwitch />
      </header>
      <main className="px-6 pt-[12dvh] pb-8 phone:px-5 phone:pt-8">
        <div className="mx-auto flex max-w-[360px] flex-col gap-4">
          <h1 className="font-semibold text-title tracking-[-0.015em]">Log in</h1>
          {failed !== null && <LoginProblem problem={isSpent ? { ...failed, hint: '' } : failed} />}
          <p role="status" className={busy === 'link' ? 'flex items-center gap-2 text-fg2' : 'sr-only'}>
            {busy === 'link' && (
              <>
                <LoaderCircle size={16} strokeWidth={1.75} aria-hidden="true" />
                Logging in by your link
              </>
            )}
          </p>
          {ways.password && busy !== 'link' && (
            <PasswordForm busy={busy === 'password'} onEnter={(ask) => enter(ask, 'password')} />
          )}
          {isSpent && (
            <p className="text-fg2">
              <a href="/" className="text-accent underline">
                Ask for the console
              </a>
              : a new one is printed in the terminal of the server, at most one a minute.
            </p>
          )}
          {ways.link && !isSpent && busy !== 'link' && (
            <p className="text-fg2">
              {ways.password ? 'Or open' : 'Open'} the link that the server has printed in its terminal. It works once,
              within five minutes; where it is too old,{' '}
              <a href="/" className="text-accent underline">
                ask for the console
              </a>
              : a new one is printed.
            </p>
          )}
          {!ways.link && !ways.password && (
            <p className="text-fg2">
              This server wants no login.{' '}
              <a href="/" className="text-accent underline">
                Open the console
              </a>
            </p>
          )}
        </div>
      </main>
    </div>
  );
}
