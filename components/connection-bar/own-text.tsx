import { type ComponentProps, useEffect, useRef, useState } from 'react';

/**
 * A text input that owns its text while it is typed. What it hands on comes back a frame later, and must not overwrite what was typed
 * meanwhile; a `value` that it did not hand on itself is taken over.
 */
export function OwnText({
  value,
  onText,
  ...rest
}: Omit<ComponentProps<'input'>, 'value' | 'onChange'> & { value: string; onText: (text: string) => void }) {
  const [text, setText] = useState(value);
  const handed = useRef(value);
  useEffect(() => {
    if (value === handed.current) return;
    handed.current = value;
    setText(value);
  }, [value]);
  return (
    <input
      value={text}
      onChange={({ target }) => {
        handed.current = target.value;
        setText(target.value);
        onText(target.value);
      }}
      spellCheck={false}
      autoComplete="off"
      {...rest}
    />
  );
}
