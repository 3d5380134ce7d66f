import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { FieldSet } from '../../../../metadata/field.ts';
import { pointedAt } from '../../../../metadata/kinds/common/pointed.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Ref } from '../../../../rules/condition/value.ts';
import type { Call } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import type { Layouts } from '../record/layouts.ts';
import { readMany } from '../record/records.ts';
import { rowsOf, type Stored, type StoredRow } from '../record/stored.ts';
import type { Copies } from '../sight/copies.ts';

/** Records that a record refers to, as its form's rules ask for them: all of a form in one query. */
export interface Targets {
  readonly target: (form: string, ref: Ref) => JsonObject | undefined;
  /** Reads what is missing for the references at these paths; answers whether there was any. */
  load(form: FieldSet, record: StoredRow, paths: ReadonlySet<string>): Promise<boolean>;
  /** The same for several records of the form at once. */
  loadAll(form: FieldSet, records: readonly StoredRow[], paths: ReadonlySet<string>): Promise<boolean>;
}

/**
 * With `copies`, as the organisation of the call sees them. Default: as their creators do. `shown`: what of them
 * is the caller's to see. Default: all, as a form's own rules judge by.
 */
export function createTargets(
  reader: Connection,
  call: Call,
  layouts: Layouts,
  copies?: Copies,
  shown?: (form: Form, records: readonly Stored[]) => Promise<readonly JsonObject[]>,
): Targets {
  const known = new Map<string, Map<string, JsonObject | null>>();
  const recordsOf = (form: string) => {
    let records = known.get(form);
    if (!records) {
      records = new Map();
      known.set(form, records);
    }
    return records;
  };

  return {
    target(form, ref) {
      const records = known.get(form);
      if (ref.id !== undefined) return records?.get(ref.id) ?? undefined;
      const number = call.served.model.formsById.get(form)?.number?.id;
      if (number === undefined || ref.number === undefined) return undefined;
      for (const record of records?.values() ?? []) if (record?.[number] === ref.number) return record;
      return undefined;
    },
    load: (shape, record, paths) => loadAll(shape, [record], paths),
    loadAll,
  };

  async function loadAll(
    shape: FieldSet,
    all: readonly StoredRow[],
    paths: ReadonlySet<string>,
  ): Promise<boolean> {
    const wanted = new Map<string, Set<string>>();
    for (const path of paths) for (const record of all) collect(shape, record, path.split('.'), wanted);
    let read = false;
    for (const [form, ids] of wanted) {
      const records = recordsOf(form);
      const missing = [...ids].filter((id) => !records.has(id));
      if (missing.length === 0 || !call.served.model.formsById.has(form)) continue;
      read = true;
      for (const id of missing) records.set(id, null);
      const layout = layouts.byId(call.served, form);
      const found = await readMany(reader, layout, missing);
      const seen = copies ? await copies.seen(reader, call, layout.form, found) : found;
      const visible = shown ? await shown(layout.form, seen) : seen;
      for (const one of visible) records.set(String(one['id']), one);
    }
    return read;
  }
}

function collect(
  shape: FieldSet,
  part: StoredRow,
  [id = '', ...rest]: readonly string[],
  wanted: Map<string, Set<string>>,
): void {
  const field = shape.byId.get(id);
  if (!field) return;
  const value = part[id];
  const { rows } = field;
  if (rows) {
    for (const row of rowsOf(value)) collect(rows, row, rest, wanted);
    return;
  }
  for (const { form, id: one } of pointedAt(field, value))
    wanted.set(form, (wanted.get(form) ?? new Set()).add(one));
}
