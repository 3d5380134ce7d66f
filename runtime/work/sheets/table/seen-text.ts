import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import type { Language } from '../../../../metadata/common/label.ts';
import type { Field } from '../../../../metadata/field.ts';
import { filesIn } from '../../../../metadata/kinds/common/file-value.ts';
import { formsOf, severalOf } from '../../../../metadata/kinds/common/pointed.ts';
import { namedByRows } from '../../../../metadata/where-fits.ts';
import { withheldIn, withheldLabels } from '../../../../metadata/withheld.ts';
import type { Column } from '../book/column.ts';

const secretSet = { zh: '已设置', en: 'Set' };

/** The text that a person reads of a value that is no number and no date; `column` knows those of its own kind. */
export function seenText(value: Json, field: Field, column: Column, language: Language): string {
  const { kind } = field;
  if (kind.secret) return secretSet[language];
  if (kind.holdsFiles)
    return filesIn(value)
      .map(({ name }) => name)
      .join('\n');
  const named = namedByRows(value, field);
  if (named) return [...new Set(named.map((one) => pointedName(one, language)))].join(between(language));
  if (formsOf(field).length > 0) return pointersText(value, field, language);
  return kind.text ? kind.text(value, field, language) : column.format(value, language);
}

const between = (language: Language) => (language === 'zh' ? '、' : ', ');

/** Records by their names, each behind its form where it may be of several. */
function pointersText(value: Json, field: Field, language: Language): string {
  if (Array.isArray(value))
    return value.map((one: Json) => pointersText(one, field, language)).join(between(language));
  const name = pointedName(value, language, field.props['byNumber'] === true);
  const form = isObject(value) && severalOf(field)?.find(({ id }) => id === value['form']);
  return form ? `${form.label[language]} ${name}` : name;
}

/** A record by its name, else its number; of one that is not named, why. */
export function pointedName(value: Json, language: Language, byNumber = false): string {
  if (!isObject(value)) return String(value ?? '');
  const { number, name } = value as JsonObject;
  const withheld = withheldIn(value);
  if (withheld) {
    const why = withheldLabels[withheld][language];
    return number ? `${String(number)} (${why})` : why;
  }
  const [first, second] = byNumber ? [number, name] : [name, number];
  return String(first || second || '');
}
