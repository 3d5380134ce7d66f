import type { Label } from '../../metadata/common/label.ts';
import { language, within } from './i18n.ts';

/**
 * Answers the word for several records of a form inside a sentence: Chinese counts without another word, English has
 * one.
 */
export function many(form: { readonly recordLabel: Label; readonly listLabel: Label }): string {
  return within(language() === 'zh' ? form.recordLabel : form.listLabel);
}
