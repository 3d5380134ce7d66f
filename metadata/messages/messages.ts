import type { Label } from '../label.ts';
import { compileMessages } from './compile.ts';
import { schemaMessages } from './schema.ts';
import { valueMessages } from './value.ts';

/** A sentence for every code this floor can say; `{param}` stands for what the problem carries. */
export const messages: Readonly<Record<string, Label>> = {
  ...valueMessages,
  ...schemaMessages,
  ...compileMessages,
};
