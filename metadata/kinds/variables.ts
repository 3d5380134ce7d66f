import type { Result } from '../issue.ts';
import { accepted, refused } from './reading.ts';

const variable = /\[&([^[\]&]*)&\]/g;
const named = /^[A-Za-z$][A-Za-z0-9_.]*$/;

/** Whether every `[&` is closed and holds a name. */
export function checkVariables(text: string): Result<string> {
  for (const [, inside] of text.matchAll(variable)) {
    if (!named.test(inside?.trim() ?? '')) return refused('template-variable', { variable: inside ?? '' });
  }
  const rest = text.replace(variable, '');
  return rest.includes('[&') || rest.includes('&]') ? refused('template-open') : accepted(text);
}

/** `[&buyerName&] 的发票` with every variable replaced; what `replace` does not know stays as it is written. */
export function replaceVariables(text: string, replace: (name: string) => string | undefined): string {
  return text.replace(variable, (whole, inside: string) => replace(inside.trim()) ?? whole);
}
