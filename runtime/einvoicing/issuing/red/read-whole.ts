import { append } from '../../../../metadata/common/append.ts';
import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import type { Condition } from '../../../../metadata/condition.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Line } from '../../../../rules/einvoicing/common/line.ts';
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
export async function allOf(
  asking: Asking,
  form: Form,
  clauses: readonly Condition[],
  only?: readonly string[],
): Promise<readonly WireRecord[]> {
  const found: WireRecord[] = [];
  for await (const { items } of pagesOf(asking, form, clauses, only ? { only } : {})) append(found, items);
  return found;
}

export async function* pagesOf(
  { store, call }: Asking,
  form: Form,
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

export function linesOf(record: JsonObject): readonly Line[] {
  const rows = record['lines'];
  return Array.isArray(rows) ? rows.filter(isObject) : [];
}
