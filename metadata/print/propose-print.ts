import type { Label } from '../common/label.ts';
import type { Field } from '../field.ts';
import type { Form } from '../model.ts';
import type { Block, FieldShown, PaperName, PrintSource, TableColumn } from '../print-source.ts';
import { isNumber, printField } from './print-fields.ts';

interface ProposedPrint {
  readonly name: string;
  readonly label: Label;
  readonly paper: PaperName;
}

/** More columns than this are narrower than what stands in them. */
const mostColumns: Readonly<Record<PaperName, number>> = { A4: 8, A5: 6, continuous: 8, label: 2 };
/** On a label there is room for little. */
const mostOnLabel = 4;

/**
 * A template as the form itself is laid out: its title, what stands in its groups in two columns, each of its entries as
 * a table with the sums of its amounts, and page numbers.
 */
export function proposePrint(form: Form, { name, label, paper }: ProposedPrint): PrintSource {
  const fields = inOrder(form);
  const shown = fields.filter((field) => !field.rows && printField(form, field.id));
  const isLabel = paper === 'label';
  const pairs = (isLabel ? shown.slice(0, mostOnLabel) : shown).map(shownField);
  const heading: Block = {
    block: 'text',
    text: label,
    size: isLabel ? 9 : 18,
    bold: true,
    align: isLabel ? 'left' : 'center',
  };
  const head: Block = {
    block: 'fields',
    columns: isLabel ? 1 : 2,
    border: isLabel ? 'none' : 'all',
    fields: pairs,
  };
  const tables = isLabel ? [] : fields.flatMap((field) => tableOf(field, mostColumns[paper]) ?? []);
  return {
    name,
    form: form.id,
    label,
    paper: { size: paper, ...(isLabel && { width: 60, height: 40 }) },
    ...(isLabel && { size: 7 }),
    ...(!isLabel && { pageNumbers: 'center' as const }),
    blocks: [heading, ...(pairs.length > 0 ? [head] : []), ...tables],
  };
}

/** As the groups have them; then those that nobody placed. */
function inOrder(form: Form): readonly Field[] {
  const placed = (form.layout.tabs ?? []).flatMap(({ groups = [] }) =>
    groups.flatMap(({ fields = [] }) => fields),
  );
  const ids = new Set([...placed, ...form.fields.map(({ id }) => id)]);
  return [...ids].flatMap((id) => {
    const field = form.byId.get(id);
    return field && !field.hidden && field.visible !== false ? [field] : [];
  });
}

function shownField({ id, kind }: Field): FieldShown {
  return { field: id, ...(kind.name === 'multiline' && { wide: true }) };
}

function tableOf({ id, rows }: Field, most: number): Block | undefined {
  const columns = (rows?.fields ?? [])
    .filter((field) => !field.hidden && rows && printField(rows, field.id))
    .slice(0, most)
    .map((field): TableColumn => ({ field: field.id, ...(isAmount(field) && { sum: true }) }));
  return columns.length > 0 ? { block: 'table', rows: id, numbered: true, columns } : undefined;
}

/** Amounts are added up; prices are not. */
function isAmount(field: Field): boolean {
  return field.kind.name === 'money' && isNumber({ field, label: field.label }) && !/price/i.test(field.id);
}
