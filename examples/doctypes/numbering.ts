import type { Json } from '../../metadata/common/json.ts';
import type { Drawn } from './convert-fields.ts';
import type { Doctype } from './doctype.ts';
import { type Naming, namingOf, seriesOf } from './number-pattern.ts';
import { said, type Tally } from './tally.ts';

/** The number of a record, as `autoname` says; what a field names is that field. */
export function numberOf(
  doctype: Doctype,
  drawn: Drawn,
  naming: Naming | undefined,
  tally: Tally,
): Record<string, Json>[] {
  if (!naming || drawn.fields.some(({ name }) => name === 'number')) return [];
  if (naming.by === 'field' && drawn.names.has(naming.field)) return [];
  const number = { name: 'number', label: { zh: '编号', en: 'Number' } };
  const pattern = (text: string) => ({ ...number, kind: 'number', pattern: text.trim().slice(0, 60) });
  const short = (name: string) => {
    const field = drawn.fields.find((one) => one['name'] === name);
    return (
      field?.['kind'] === 'choice' || field?.['kind'] === 'integer' || Number(field?.['length'] ?? 255) <= 40
    );
  };
  const inNames = (text: string) =>
    text.replace(/\{(\w+)\}/g, (whole, word: string) => {
      if (/^(yyyy|yy|MM|dd)$/.test(word)) return whole;
      const own = drawn.names.get(word);
      return own === undefined || !short(own) ? '' : `{${own}}`;
    });
  switch (naming.by) {
    case 'pattern':
      return [pattern(inNames(naming.pattern))];
    case 'series': {
      const field = doctype.fields.find(({ name }) => name === 'naming_series');
      const all = seriesOf(field?.options ?? '').map((text) => {
        const own = namingOf(text.includes('#') ? text : `${text}.#####`);
        return { text, pattern: own.by === 'pattern' ? inNames(own.pattern) : '{seq:5}' };
      });
      if (all.length < 2) {
        if (field) for (const word of ['fieldname', 'fieldtype', 'label', 'options']) tally.count(word, said);
        return [pattern(all[0]?.pattern ?? '{seq:5}')];
      }
      const by = drawn.names.get('naming_series') ?? '';
      const series = all.slice(1).map(({ text, pattern: own }, at) => {
        return { name: `s${at + 2}`, when: { fact: by, operator: 'equal', value: text }, pattern: own };
      });
      return [{ ...pattern(all[0]?.pattern ?? ''), series: series as Json[] }];
    }
    case 'people':
      return [{ ...number, kind: 'text', length: 140, required: true, fixed: true }];
    default:
      return [pattern('{seq:6}')];
  }
}

/** A record that is named by a field is found by it, and no two are named alike. */
export function namedBy(
  form: Record<string, Json>,
  { names, lists }: Drawn,
  naming: Naming | undefined,
): void {
  if (!naming) return;
  const by = naming.by === 'field' ? names.get(naming.field) : 'number';
  const field = (form['fields'] as Record<string, Json>[]).find(({ name }) => name === by);
  if (by === undefined || !field) return;
  form['key'] = [by];
  if (naming.by !== 'field') return;
  if (field['kind'] !== 'carry' && field['readonly'] !== true) field['required'] = true;
  lists.unique.push(by);
}
