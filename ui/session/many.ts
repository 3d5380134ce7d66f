import type { Label } from '../../metadata/common/label.ts';
import { language, say } from './i18n.ts';

/** What several records of a form are called inside a sentence: Chinese counts without another word, English has one. */
export function many(form: { readonly recordLabel: Label; readonly listLabel: Label }): string {
  return say(language() === 'zh' ? form.recordLabel : form.listLabel);
}
