import { append } from '../../../../metadata/common/append.ts';
import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import type { Condition } from '../../../../metadata/condition.ts';
import type { FormTelling } from '../../../../metadata/record-of.ts';
import type { Line } from '../../../../rules/einvoicing/common/line.ts';
import type { InvoiceLines } from '../../../../rules/einvoicing/forms/forms.ts';
import type { Call } from '../../../call/call.ts';
import type { Store, WireRecord } from '../../../storage/store/record/store.ts';
import type { DocumentForms } from '../documents/document-forms.ts';

const pageSize = 200;

export interface Asking {
  readonly store: Store;
  readonly call: Call;
  readonly forms: DocumentForms;
}

export function is(fact: string, value: Json): Condition {
  return { fact, operator: 'equal', value };
}

interface PagesAsked {
  /** Ids of fields. Default: all that the caller may read. */
  readonly only?: readonly string[];
  readonly sort?: readonly string[];
}

/** Records of the organisation of the call, as far as the caller may read them. */
export async function allOf<W>(
  asking: Asking,
  form: FormTelling<W>,
  clauses: readonly Condition[],
  only?: readonly string[],
): Promise<readonly (WireRecord & W)[]> {
  const found: (WireRecord & W)[] = [];
  for await (const { items } of pagesOf(asking, form, clauses, only ? { only } : {})) append(found, items);
  return found;
}

export async function* pagesOf<W>(
  { store, call }: Asking,
  form: FormTelling<W>,
  clauses: readonly Condition[],
  { only, sort = [] }: PagesAsked,
) {
  const fields = form.fields
    .filter((field) => !field.hidden && (only?.includes(field.id) ?? true))
    .filter((field) => call.rights.readable(form, field))
    .map(({ name }) => name);
  for (let cursor: string | undefined; ; ) {
    const page = await store.list(call, form, {
      view: 'manage',
      filter: { all: [is('org', call.org), ...clauses] },
      fields,
      limit: pageSize,
      ...(sort.length > 0 ? { sort } : {}),
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield page;
    if (page.next === null) return;
    cursor = page.next;
  }
}

export function linesOf({ lines }: JsonObject): readonly (Line & InvoiceLines)[] {
  return Array.isArray(lines) ? lines.filter(isObject) : [];
}
