import type { Problem } from '../../../../metadata/common/issue.ts';
import { nearNames } from '../../../../metadata/common/near-names.ts';
import { currencyPath } from '../../../../metadata/currency/currency-of.ts';
import type { Field, Form } from '../../../../metadata/model.ts';
import { membersWith } from '../../../../metadata/system-members.ts';
import { isSortable } from '../../../../metadata/virtual.ts';
import type { Call } from '../../../call/call.ts';
import { askedShape } from '../record/asked-shape.ts';
import { column, type LayoutColumn, type RecordLayout } from '../record/layout.ts';
import { queryWrong } from '../record/refusals.ts';
import type { SortKey } from './cursor.ts';
import { shownColumn } from './shown-column.ts';
import { recordAlias } from './where.ts';

const most = 3;
const sortableMembers: ReadonlySet<string> = new Set(membersWith(({ sortable }) => sortable));

/**
 * Reads the caller's order, or the form's own. Amounts of different currencies do not compare: those of one stand
 * together, and are ordered among themselves. The id comes last, so that no two rows are alike: a page then goes on
 * exactly where the one before ended.
 */
export function sortKeys(
  call: Call,
  layout: RecordLayout,
  wanted: readonly string[] | undefined,
  layoutOf: (form: string) => RecordLayout,
): readonly SortKey[] {
  const own = { layout, alias: recordAlias };
  const { form } = layout;
  const keyOf = (field: Field | undefined, column: LayoutColumn, descending: boolean): SortKey => {
    const plain = `${recordAlias}.${column.name}`;
    const shown = field ? shownColumn({ call, layout: layoutOf }, field, plain, own, own) : plain;
    return { column, descending, ...(shown === plain ? {} : { shown }) };
  };
  const problems: Problem[] = [];
  const asked = wanted && wanted.length > 0 ? wanted : undefined;
  const found = (asked ?? form.list.sort).flatMap((word): SortKey[] => {
    const descending = word.startsWith('-');
    const name = descending ? word.slice(1) : word;
    const field = asked ? askedShape(call.rights, form).byName.get(name) : form.byId.get(name);
    const known = layout.byId.get(field?.id ?? (sortableMembers.has(name) ? name : ''));
    const readable = !field || (call.rights.readable(form, field) && isSortable(field));
    if (known && readable) {
      const currencyField = field && form.byId.get(currencyPath(field) ?? '');
      const currency =
        currencyField && call.rights.readable(form, currencyField)
          ? layout.byId.get(currencyField.id)
          : undefined;
      return [
        ...(currencyField && currency ? [keyOf(currencyField, currency, false)] : []),
        keyOf(field, known, descending),
      ];
    }
    if (asked)
      problems.push({
        path: '/sort',
        code: field ? 'not-sortable' : 'unknown-field',
        params: { name, field: name, near: field ? [] : nearNames(name, sortable(call, form)) },
      });
    return [];
  });
  if (asked && asked.length > most) problems.push({ path: '/sort', code: 'sort-too-many', params: { most } });
  if (problems.length > 0) throw queryWrong({}, problems);
  const keys = found.filter(({ column }, at) => found.findIndex((one) => one.column === column) === at);
  // A key behind the id decides nothing.
  const last = keys.findIndex((key) => key.column.id === 'id');
  if (last >= 0) return keys.slice(0, last + 1);
  const descending = keys.at(-1)?.descending ?? true;
  return [...keys, { column: column(layout, 'id'), descending }];
}

function sortable({ rights }: Call, form: Form): readonly string[] {
  const fields = form.fields.filter((field) => isSortable(field) && rights.readable(form, field));
  return [...fields.map(({ name }) => name), ...sortableMembers];
}
