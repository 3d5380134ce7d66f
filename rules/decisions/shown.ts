import { isObject, type JsonObject } from '../../metadata/common/json.ts';
import type { Language } from '../../metadata/common/label.ts';
import type { FieldSet } from '../../metadata/field.ts';
import { textIn } from './given.ts';

/** The way in which members of documents are written into texts. */
export interface Shown {
  /** The fields of what is shown; without them values are written as they are kept. */
  readonly about?: FieldSet | undefined;
  readonly language?: Language;
}

/**
 * Returns the text that a person reads of a member: the name of what a reference points at, the label of an option.
 *
 * @example
 * shownText({ taxAccount: { number: 'A1', name: '' } }, 'taxAccount') //=> 'A1'
 * shownText({ buyerName: '甲' }, 'lines.buyerName') //=> '甲'
 */
export function shownText(record: JsonObject, path: string, { about, language = 'zh' }: Shown = {}): string {
  const member = path.split('.').at(-1) ?? path;
  const value = record[member];
  const field = about?.byId.get(member) ?? about?.byName.get(member);
  if (isObject(value) && !field?.kind.text) return textIn(value, 'name') || textIn(value, 'number');
  if (!field || value === undefined || value === null || value === '') return textIn(record, member);
  return (field.kind.text ?? field.kind.format)(value, field, language);
}
