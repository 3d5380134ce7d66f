import type { Problem } from '../../metadata/issue.ts';
import { valueMessages } from '../../metadata/messages/value.ts';
import { render } from '../../metadata/render.ts';
import { language } from '../session/i18n.ts';

/** The sentence of a problem that a kind found. */
export function problemText({ code, params, message }: Problem): string {
  return message?.[language()] ?? render(valueMessages, code, params ?? {}, language()) ?? code;
}
