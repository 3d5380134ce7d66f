import type { Json } from '../../common/json.ts';
import { type Label, type Language, languages } from '../../common/label.ts';

/** Things that were looked at, by what they are called in each language. */
export class LabelsSeen<T extends { readonly label: Label }> {
  readonly #called = new Map<string, T>();

  /**
   * The first of those beside it that is called as this one is, from now on one of them; `language`: in that alone.
   * Undefined: none is.
   */
  take(thing: T, beside = ''): { readonly other: T; readonly language: Language | undefined } | undefined {
    const found = languages.flatMap((language) => {
      const name = `${beside} ${language} ${thing.label[language].trim()}`;
      const other = this.#called.get(name);
      if (!other) this.#called.set(name, thing);
      return other ? [{ other, language }] : [];
    });
    const [first, second] = found;
    return (
      first && { other: first.other, language: first.other === second?.other ? undefined : first.language }
    );
  }
}

const languageNames: Readonly<Record<Language, Label>> = {
  zh: { zh: '中文', en: 'Chinese' },
  en: { zh: '英文', en: 'English' },
};

/** Names two by what tells them apart: what they are called in the other language. */
export function sameInOne(one: Label, other: Label, language: Language): Readonly<Record<string, Json>> {
  const apart = language === 'zh' ? 'en' : 'zh';
  return {
    label: one[language].trim(),
    first: one[apart],
    second: other[apart],
    language: { ...languageNames[language] },
  };
}
