import { msg } from '@lit/localize';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import { labelOf } from '../../../metadata/common/read.ts';
import { colon, language, listed } from '../../session/i18n.ts';

/** The same in both languages where they are not one: so that two who changed different ones see in what they differ. */
export function valueInFull(value: Json | undefined): string {
  if (Array.isArray(value)) return listed(value.map(valueInFull));
  const label = isObject(value) ? labelOf(value['label'] ?? value) : null;
  if (!label || label.zh === label.en) return valueWords(value);
  const [first, second] = language() === 'zh' ? [label.zh, label.en] : [label.en, label.zh];
  return `${first || '—'} / ${second || '—'}`;
}

/** Says the value of a property in a line; one that has no words of its own by its parts. */
function valueWords(value: Json | undefined): string {
  if (value === undefined || value === null || value === '') return '—';
  if (typeof value === 'boolean') return value ? msg('是', { id: 'yes' }) : msg('否', { id: 'no' });
  if (Array.isArray(value)) return listed(value.map(valueWords));
  if (!isObject(value)) return String(value);
  const label = value['label'] ?? value;
  const said = isObject(label) ? label[language()] : undefined;
  if (typeof said === 'string') return said;
  const parts = Object.entries(value).map(([name, one]) => `${name}${colon()}${valueWords(one)}`);
  return parts.length === 0 ? '—' : listed(parts);
}
