'use client';
import { createContext, useContext } from 'react';
import type { FieldPath } from '@/lib/scenario/form/form-edit.ts';

/** What a field does beyond itself. */
export type FormTools = {
  /** Undefined leaves the field out. */
  write: (path: FieldPath, value: unknown) => void;
  /** Goes to where it stands in the text. */
  inText: (path: FieldPath) => void;
};

export const FormToolsContext = createContext<FormTools>({ write: () => {}, inText: () => {} });

export const useFormTools = () => useContext(FormToolsContext);
