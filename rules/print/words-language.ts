import type { Label, Language } from '../../metadata/common/label.ts';
import type { FieldSet, Form } from '../../metadata/model.ts';

const chinese = /\p{Script=Han}/u;

/**
 * The language of the words that are made for a sheet, such as “Total”: the one that was asked for, unless no label of the
 * form is in it.
 */
export function wordsLanguage(form: Form, language: Language): Language {
  const said = [form.label, ...labelsIn(form)].map((label) => label[language]).filter((text) => text !== '');
  const isAsked = (text: string) => chinese.test(text) === (language === 'zh');
  if (said.length === 0 || said.some(isAsked)) return language;
  return language === 'zh' ? 'en' : 'zh';
}

function labelsIn({ fields }: FieldSet): readonly Label[] {
  return fields.flatMap(({ label, rows, hidden }) =>
    hidden ? [] : [label, ...(rows ? labelsIn(rows) : [])],
  );
}
