import type { TemplateResult } from 'lit';
import { say } from '../session/i18n.ts';

/** One element of the kit, or words of the theme that belong together, in every state. */
export interface Exhibit {
  readonly name: string;
  readonly show: () => TemplateResult;
}

/**
 * Answers a text of an exhibit: nobody works with it, so that it stands here in both languages and not among the texts
 * of pages.
 */
export function said(zh: string, en: string): string {
  return say({ zh, en });
}
