import type { Problem } from '../../../metadata/issue.ts';
import { render } from '../../../metadata/render.ts';
import { messages } from '../../../rules/messages.ts';
import { language } from '../../i18n.ts';

/** What is wrong with a part of a condition, as a sentence. */
export function problemWords({ code, params = {} }: Problem): string {
  return render(messages, code, params, language()) ?? code;
}
