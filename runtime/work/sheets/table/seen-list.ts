import { currencyPath } from '../../../../metadata/currency/currency-of.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import type { ListQuery, Store } from '../../../storage/store/record/store.ts';
import { seenColumn } from './seen-column.ts';
import { SeenSums } from './seen-sums.ts';
import type { SheetTable } from './table-file.ts';

/** Which columns of a list somebody sees, in their order, and which of them are added up. */
export interface SeenList {
  readonly columns: readonly string[];
  readonly sums: readonly string[];
}

interface Seeing {
  readonly call: Call;
  readonly form: Form;
  readonly query: ListQuery;
  readonly zone: string;
}

const pageSize = 100;

/** A list as somebody sees it: names, days and amounts as people read them. No import takes it back. */
export function seenList(
  store: Store,
  { columns, sums }: SeenList,
  { call, form, query, zone }: Seeing,
): SheetTable {
  const seen = [...new Set(columns)].map((name) => seenColumn(form, name, { call, zone }));
  const currencies = seen.flatMap(({ field }) => form.byId.get((field && currencyPath(field)) ?? '') ?? []);
  const readable = currencies.filter((field) => call.rights.readable(form, field));
  const fields = [...new Set([...seen, ...readable].map(({ name }) => name))];
  const totals = new SeenSums(form, seen, sums);
  return {
    label: form.listLabel,
    columns: seen,
    async *rows(counted) {
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const more = cursor ? { cursor } : { count: true };
        const page = await store.list(call, form, { ...query, fields, limit: pageSize, ...more });
        if (page.total !== undefined) counted(page.total);
        for (const record of page.items) totals.add(record);
        yield page.items.map((record) => seen.map((column) => column.read(record)));
        cursor = page.next;
      }
    },
    totals: () => totals.lines(call.language),
  };
}
