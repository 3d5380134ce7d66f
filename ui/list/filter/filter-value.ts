import { msg, str } from '@lit/localize';
import { uiKind } from '../../fields/kinds/index.ts';
import { language } from '../../session/i18n.ts';
import { filterShape } from '../state/filter-shape.ts';
import type { ListField } from '../state/list-field.ts';
import { endsOf } from '../state/list-filter.ts';
import { isSpan, spanText } from '../state/spans.ts';

/** Says the values of a quick filter in few words; empty: it has none. */
export function filterValue(
  field: ListField,
  values: readonly string[],
  names: ReadonlyMap<string, string>,
): string {
  const [first = ''] = values;
  if (first === '') return '';
  switch (filterShape(field)) {
    case 'options':
      return several(values.map((value) => option(field, value)));
    case 'records':
    case 'any-records':
      return several(values.map((id) => names.get(id) || '…'));
    case 'presence':
      return several(values.map((value) => presence(value === 'true')));
    case 'numbers':
    case 'times':
      return range(...endsOf(first), (value) => typed(field, value));
    case 'days':
    case 'moments':
      if (isSpan(first)) return spanText(first);
      return range(...endsOf(first), (value) => value);
    default:
      return first;
  }
}

function option({ name, comparison, options, titles }: ListField, value: string): string {
  if (comparison !== 'boolean')
    return (options ?? titles)?.find((known) => known.value === value)?.label[language()] || value;
  if (name === 'enabled')
    return value === 'true' ? msg('启用', { id: 'enabled' }) : msg('禁用', { id: 'disabled' });
  return value === 'true' ? msg('是', { id: 'yes' }) : msg('否', { id: 'no' });
}

function typed({ field }: ListField, value: string): string {
  const own = field?.inner ?? field;
  const read = own?.kind.parse(value, own, language());
  // An address may hold anything: what cannot be read is told as it stands there.
  if (!field || !read?.ok) return value;
  const shown = uiKind(field).show(read.value, field);
  return typeof shown === 'string' ? shown : value;
}

/** Whether anything stands in a field. */
export function presence(there: boolean): string {
  return there ? msg('有', { id: 'filter-present' }) : msg('没有', { id: 'filter-absent' });
}

function several(texts: readonly string[]): string {
  if (texts.length <= 2) return texts.join(language() === 'zh' ? '、' : ', ');
  return msg(str`${texts[0]} 等 ${texts.length} 项`, { id: 'and-more' });
}

function range(from: string, to: string, say: (value: string) => string): string {
  if (from === to) return say(from);
  if (from && to) return `${say(from)} – ${say(to)}`;
  return from ? `≥ ${say(from)}` : `≤ ${say(to)}`;
}
