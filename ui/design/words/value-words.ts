import { msg } from '@lit/localize';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import { language, listed } from '../../session/i18n.ts';

/** Says the value of a property in a line; one without words is shown as JSON. */
export function valueWords(value: Json | undefined): string {
  if (value === undefined || value === null || value === '') return '—';
  if (typeof value === 'boolean') return value ? msg('是', { id: 'yes' }) : msg('否', { id: 'no' });
  if (Array.isArray(value)) return listed(value.map(valueWords));
  if (!isObject(value)) return String(value);
  const label = value['label'] ?? value;
  const said = isObject(label) ? label[language()] : undefined;
  return typeof said === 'string' ? said : JSON.stringify(value);
}
