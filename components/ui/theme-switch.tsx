'use client';
import { Moon, Sun, SunMoon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from './icon-button.tsx';
import { chooseTheme, type ThemeChoice, useTheme } from './theme.ts';

const next: Record<ThemeChoice, ThemeChoice> = { system: 'light', light: 'dark', dark: 'system' };
const icons = { system: SunMoon, light: Sun, dark: Moon };
const words = { system: 'as the system', light: 'light', dark: 'dark' };
const offers = { system: 'Follow the system', light: 'Switch to light', dark: 'Switch to dark' };

/** Light, dark, or as the system says: one button that goes round. */
export function ThemeSwitch() {
  const { choice } = useTheme();
  // The server cannot know the choice: the first client render must look like the server's.
  const [known, setKnown] = useState(false);
  useEffect(() => setKnown(true), []);
  const shown = known ? choice : 'system';
  return (
    <IconButton
      icon={icons[shown]}
      size={16}
      label={`Theme: ${words[shown]}. ${offers[next[shown]]}`}
      onClick={() => chooseTheme(next[choice])}
    />
  );
}
