'use client';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { filterPage, showTarget } from './filter-page.ts';

/** Filters what the page lists: facts, events, fields, rules, examples. `/` goes to it, Escape empties it. */
export function PageSearch() {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [counts, setCounts] = useState<{ shown: number; all: number } | null>(null);
  const sought = typed.trim();
  useEffect(() => {
    const found = filterPage(document, sought);
    setCounts(sought === '' ? null : found);
  }, [sought]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      input.current?.focus();
    };
    // A link may lead to what is left out now.
    const follow = () => showTarget(document, window.location.hash) || setTyped('');
    const click = ({ target }: MouseEvent) => {
      const link = target instanceof Element ? target.closest('a[href^="#"]') : null;
      if (link !== null && !showTarget(document, link.getAttribute('href') ?? '')) {
        filterPage(document, '');
        setTyped('');
      }
    };
    document.addEventListener('keydown', press);
    document.addEventListener('click', click, true);
    window.addEventListener('hashchange', follow);
    return () => {
      document.removeEventListener('keydown', press);
      document.removeEventListener('click', click, true);
      window.removeEventListener('hashchange', follow);
    };
  }, []);
  return (
    <search className="ref-search">
      <label>
        <Search size={14} strokeWidth={1.75} aria-hidden="true" />
        <span>Search this page</span>
        <input
          ref={input}
          type="search"
          value={typed}
          autoComplete="off"
          spellCheck={false}
          aria-keyshortcuts="/"
          placeholder="An event, a field, a rule ( / )"
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && setTyped('')}
        />
      </label>
      <output aria-live="polite">{counts === null ? '' : words(counts, sought)}</output>
    </search>
  );
}

function words({ shown, all }: { shown: number; all: number }, sought: string): string {
  if (shown === 0) return `Nothing on this page matches "${sought.slice(0, 60)}".`;
  return `${shown} of ${all} entries match.`;
}
