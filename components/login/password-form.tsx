'use client';
import { type FormEvent, useEffect, useRef } from 'react';
import { Button } from '../ui/button.tsx';

const fieldLook =
  'h-9 rounded-ctl border border-line2 bg-bg2 px-2.5 text-fg outline-none hover:border-fg3 focus-visible:border-accent';

/** Name and password. The password never becomes part of React's state, and is gone from its field once it was not taken. */
export function PasswordForm({
  busy,
  onEnter,
}: {
  busy: boolean;
  onEnter: (ask: { name: string; password: string }) => Promise<void>;
}) {
  const name = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Who was faster than the page keeps the field that was chosen.
    if (document.activeElement === document.body) name.current?.focus();
  }, []);
  const submit = async (event: FormEvent) => {
    // The form itself may go nowhere: the page's policy forbids it.
    event.preventDefault();
    const [who, secret] = [name.current, password.current];
    if (busy || who === null || secret === null) return;
    if (who.value === '' || secret.value === '') {
      (who.value === '' ? who : secret).focus();
      return;
    }
    await onEnter({ name: who.value, password: secret.value });
    secret.value = '';
    secret.focus();
  };
  return (
    <form aria-label="Name and password" className="flex flex-col gap-3" onSubmit={(event) => void submit(event)}>
      <label className="flex flex-col gap-1">
        <span>Name</span>
        <input
          ref={name}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          className={fieldLook}
        />
      </label>
      <label className="flex flex-col gap-1">
        <span>Password</span>
        <input
          ref={password}
          type="password"
          name="password"
          autoComplete="current-password"
          required
          className={fieldLook}
        />
      </label>
      <Button primary type="submit" aria-disabled={busy} className="h-9 justify-center">
        {busy ? 'Logging in' : 'Log in'}
      </Button>
    </form>
  );
}
