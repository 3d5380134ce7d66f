import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { RecordEditor } from '../editor/record-editor.ts';

/** Amounts that stand large above a document. */
const mostAmounts = 4;
/** What a document is known by, as its list tells it. */
const mostFacts = 4;

/** What stands above a document, and what of it is no part of its groups therefore. */
export interface DocumentTop {
  /** The one that is emphasised comes first. */
  readonly amounts: readonly Field[];
  readonly facts: readonly Field[];
  /** Rows with sums: what the document is about. */
  readonly lines: readonly Field[];
}

/** Fields by which a record says that it stands out of the ordinary: sent, approved, failed, void. */
export function statesOf({ fields }: Pick<FieldSet, 'fields'>, record: JsonObject): readonly Field[] {
  return fields.filter((field) => {
    const tone = uiKind(field).tone?.(record[field.name] ?? null, field);
    return tone !== undefined && tone !== null && tone !== 'quiet';
  });
}

/** Those by which its list tells how it stands, though that be as usual. */
export function listedStates(
  { list, byId }: Pick<FormModel, 'list' | 'byId'>,
  record: JsonObject,
): readonly Field[] {
  return list.columns
    .flatMap((id) => byId.get(id) ?? [])
    .filter((field) => (uiKind(field).tone?.(record[field.name] ?? null, field) ?? null) !== null);
}

/** What the head of a page that is read shows: number, title, and how the record stands. */
function inHead(
  form: Pick<FormModel, 'fields' | 'list' | 'byId' | 'number' | 'title'>,
  record: JsonObject,
): ReadonlySet<Field> {
  const named = [form.number, form.title].filter((field) => field !== undefined);
  return new Set([...named, ...statesOf(form, record), ...listedStates(form, record)]);
}

/** Those of the first group that the head shows: what nobody may write now is not repeated there. */
export function saidByHead(
  form: Pick<FormModel, 'fields' | 'list' | 'byId' | 'number' | 'title' | 'layout'>,
  record: JsonObject,
  isReadonly: (field: Field) => boolean,
): readonly Field[] {
  const first = new Set(form.layout.tabs[0]?.groups[0]?.fields);
  return [...inHead(form, record)].filter((field) => first.has(field.id) && isReadonly(field));
}

/**
 * Whether a record is there to be read: a document that nobody may change now, that its form says so of, or that went on
 * from where one writes it.
 * Drafts open as the form on which they are written, and so do masters and settings, whoever looks at them.
 */
export function readsAsDocument({
  base,
  form,
  isReadonly,
}: Pick<RecordEditor, 'base' | 'form' | 'isReadonly'>) {
  if (!base || form.kind !== 'document') return false;
  return isReadonly || form.readFirst === true || statesOf(form, base).length > 0;
}

export function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** What is said in a few words. */
const isShort = (field: Field) => !field.rows && !isFigure(field) && uiKind(field).span !== 'all';

export const isSummed = (field: Field) => !field.rows && uiKind(field).summed === true;

/** Amounts, and figures that the form makes of others: what a document comes to. */
const isFigure = (field: Field) =>
  isSummed(field) || (field.inner !== undefined && !field.rows && uiKind(field).align === 'end');

/** Chooses what of a record stands above it, of the fields that it shows. */
export function topOf(
  form: Pick<FormModel, 'fields' | 'list' | 'byId' | 'number' | 'title'>,
  record: JsonObject,
  isShown: (field: Field) => boolean,
): DocumentTop {
  const filled = form.fields.filter((field) => !isEmpty(record[field.name]) && isShown(field));
  const sums = filled.filter(isFigure);
  const amounts = sums
    .toSorted((a, b) => Number(b.emphasis ?? false) - Number(a.emphasis ?? false))
    .slice(0, mostAmounts);
  const headed = inHead(form, record);
  const facts = form.list.columns
    .flatMap((id) => form.byId.get(id) ?? [])
    .filter((field) => filled.includes(field) && record[field.name] !== false && isShort(field))
    .filter((field) => !headed.has(field))
    .slice(0, mostFacts);
  const lines = filled.filter(({ rows }) => rows?.fields.some(isSummed));
  return { amounts, facts, lines };
}
