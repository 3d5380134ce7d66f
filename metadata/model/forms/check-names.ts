import { isFieldName, isReserved, isReservedId } from '../../names.ts';
import { type LayeredField, type LayeredForm, placeOfField } from '../layers/layered.ts';
import type { Report } from '../layers/report.ts';

/** Names and ids of the fields of a form, or of its rows, are ones that can be, each once. */
export function checkNames(form: LayeredForm, layered: readonly LayeredField[], report: Report): void {
  const ids = new Map<string, string>();
  const names = new Map<string, string>();
  for (const field of layered.filter(({ dropped }) => !dropped)) {
    const { name } = field.source;
    const inRows = field.path.includes('.');
    for (const [property, word] of [
      ['/name', name],
      ['/id', field.id],
    ] as const) {
      if (property === '/id' && field.id === name) continue;
      const reserved = word === field.id ? isReservedId : isReserved;
      const code = isFieldName(word) ? (reserved(word, inRows) ? 'field-reserved' : '') : 'field-name';
      if (code) report.error(code, placeOfField(form, field, property), { name: word });
    }
    if (ids.has(field.id.toLowerCase())) {
      const place = placeOfField(form, field, field.origin.id === undefined ? '/name' : '/id');
      report.error('field-twice', place, { id: field.id });
    } else if (names.has(name.toLowerCase())) {
      report.error('field-name-twice', placeOfField(form, field, '/name'), { name });
    }
    ids.set(field.id.toLowerCase(), field.id);
    names.set(name.toLowerCase(), name);
  }
}
