import type { Label } from '../common/label.ts';
import type { Field } from '../field.ts';
import type { Form } from '../model.ts';
import type {
  Block,
  FieldShown,
  PaperName,
  PrintSource,
  PrintValue,
  TableBlock,
  TableColumn,
} from '../print-source.ts';
import { computedDigits, isAmount, isNumber, type PrintField, printField } from './print-fields.ts';

interface ProposedPrint {
  readonly name: string;
  readonly label: Label;
  readonly paper: PaperName;
  /** Whether the page of a record adds up a column of rows, besides amounts. Default: none. */
  readonly adds?: AddsUp;
}

type AddsUp = (field: Field, beside: readonly Field[]) => boolean;

/** More columns than this are narrower than what stands in them. */
const mostColumns: Readonly<Record<PaperName, number>> = { A4: 8, A5: 6, continuous: 8, label: 2 };
/** On a label there is room for little. */
const mostOnLabel = 4;

/**
 * A template as the form itself is laid out: its title, what stands in its groups in two columns, each of its entries as
 * a table with the sums of its amounts, and page numbers.
 */
export function proposePrint(form: Form, { name, label, paper, adds }: ProposedPrint): PrintSource {
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
  const tables = isLabel ? [] : fields.flatMap((field) => tableOf(field, mostColumns[paper], adds) ?? []);
  const words = inWords(form, tables);
  const total: Block = { block: 'fields', columns: 1, border: 'all', fields: [{ field: 'inWords' }] };
  return {
    name,
    form: form.id,
    label,
    paper: { size: paper, ...(isLabel && { width: 60, height: 40 }) },
    ...(isLabel && { size: 7 }),
    ...(!isLabel && { pageNumbers: 'center' as const }),
    ...(shown.some((field) => isGrouped(fieldAs(field))) || tables.some(hasSums) ? { grouped: true } : {}),
    ...(words && { values: [words] }),
    blocks: [heading, ...(pairs.length > 0 ? [head] : []), ...tables, ...(words ? [total] : [])],
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
    return field && isOnPaper(field) && field.visible !== false ? [field] : [];
  });
}

const isOnPaper = ({ hidden, printed }: Field) => !hidden && printed !== false;

function shownField({ id, kind }: Field): FieldShown {
  return {
    field: id,
    ...((kind.name === 'multiline' || kind.name === 'rich-text' || kind.monospaced) && { wide: true }),
  };
}

/** What columns are called that only count their rows: a table counts them anyway. */
const counting = /^(?:序号|行号|项次|#|no\.?|row|line)$/i;

function tableOf({ id, rows }: Field, most: number, adds?: AddsUp): TableBlock | undefined {
  if (!rows) return undefined;
  const isAdded = (field: Field) => isSummed(field) || adds?.(field, rows.fields) === true;
  const shown = rows.fields.filter(
    (field) => isOnPaper(field) && printField(rows, field.id) && !counting.test(field.label.zh),
  );
  const columns = picked(shown, most).map(
    (field): TableColumn => ({ field: field.id, ...(isAdded(field) && { sum: true }) }),
  );
  return columns.length > 0 ? { block: 'table', rows: id, numbered: true, columns } : undefined;
}

/** Amounts and other numbers that a row is about, and texts of it; as many as there is room for. */
const [mostAmounts, mostTexts] = [3, 2];

/** The fields of rows that become columns, in their order: of a long row what says what it is, and its amounts. */
function picked(fields: readonly Field[], most: number): readonly Field[] {
  if (fields.length <= most) return fields;
  const ids = new Set(fields.map(({ id }) => id));
  // Rows are counted anyway, and what is called by a name needs no code beside it.
  const telling = fields.filter(
    ({ id }) => id !== 'lineNo' && !(id.endsWith('Code') && ids.has(id.replace(/Code$/, 'Name'))),
  );
  const amounts = telling.filter(isSummed).slice(0, mostAmounts);
  const texts = telling.filter((field) => !isNumber(fieldAs(field))).slice(0, mostTexts);
  const numbers = telling.filter((field) => isNumber(fieldAs(field)) && !isAmount(fieldAs(field)));
  const chosen = new Set([...amounts, ...texts, ...numbers, ...telling].slice(0, most));
  return fields.filter((field) => chosen.has(field));
}

/** Prices, rates and means, which nobody adds up. */
const apart = /price|rate\b|ratio|percent|average|mean|单价|价格|价$|单位成本|率|比例|占比|平均/i;

/** Amounts are added up, those as well that are computed. */
function isSummed(field: Field): boolean {
  const { id, label } = field;
  return isGrouped(fieldAs(field)) && ![id, label.zh, label.en].some((text) => apart.test(text));
}

const isSummedIn = (field: Field | undefined) => field !== undefined && isSummed(field);

function isGrouped(field: PrintField): boolean {
  return isAmount(field) || computedDigits(field) !== undefined;
}

const hasSums = ({ columns }: TableBlock) => columns.some(({ sum }) => sum);

const fieldAs = (field: Field): PrintField => ({ field, label: field.label });

/** Packages whose amounts are those of invoices, which say them in capitals as well. */
const ofInvoices: ReadonlySet<string> = new Set(['invoicing']);

/** What is asked for in all: with the tax, where rows tell it. */
function inWords(form: Form, tables: readonly TableBlock[]): PrintValue | undefined {
  if (!ofInvoices.has(form.package)) return undefined;
  const sums = tables.flatMap(({ rows, columns }) =>
    columns
      .filter(({ field }) => isSummedIn(form.byId.get(rows)?.rows?.byId.get(field)))
      .map(({ field }) => `${rows}.${field}`),
  );
  const of = sums.find((path) => path.endsWith('.gross')) ?? sums[0];
  return of === undefined
    ? undefined
    : { name: 'inWords', label: { zh: '合计（大写）', en: 'Total in capitals' }, of, as: 'capitals' };
}
