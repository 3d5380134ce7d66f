import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { FieldSet } from '../../../metadata/field.ts';
import { pointedAt } from '../../../metadata/kinds/common/pointed.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import type { FormModel } from '../../model/form-model.ts';
import { recordsById } from '../../model/records-by-id.ts';
import { type Rename, toIds } from './record-ids.ts';

interface Ref {
  readonly id?: string;
  readonly number?: string;
}

/** Records of a form that are not at hand. */
export interface Missing {
  /** Id of the form. */
  readonly form: string;
  readonly ids: readonly string[];
}

/** Records that a record refers to, as far as the person may read them: what is carried and asked comes from them. */
export class RecordTargets {
  readonly #forms: ReadonlyMap<string, FormModel>;
  readonly #rename: Rename;
  readonly #known = new Map<string, Map<string, JsonObject | null>>();

  constructor(forms: ReadonlyMap<string, FormModel>, rename: Rename) {
    this.#forms = forms;
    this.#rename = rename;
  }

  readonly target = (form: string, ref: Ref): JsonObject | undefined => {
    const records = this.#known.get(form);
    if (ref.id !== undefined) return records?.get(ref.id) ?? undefined;
    const number = this.#forms.get(form)?.number?.id;
    if (number === undefined) return undefined;
    for (const record of records?.values() ?? []) if (record && record[number] === ref.number) return record;
    return undefined;
  };

  /** Answers the records that references at these paths point at and that are not loaded. */
  missing(form: FieldSet, record: JsonObject, paths: ReadonlySet<string>): readonly Missing[] {
    const wanted = new Map<string, Set<string>>();
    const ways = [...paths].map((path) => path.split('.'));
    for (const [id, below] of Map.groupBy(ways, ([first = '']) => first)) {
      const rows = form.byId.get(id)?.rows;
      if (!rows) for (const way of below) collect(form, record, way, wanted);
      else this.#ofRows(rows, record[id], below, wanted);
    }
    return [...wanted].flatMap(([target, ids]) => {
      const left = this.#left(target, ids);
      return left.length > 0 ? [{ form: target, ids: left }] : [];
    });
  }

  /** A row that lacks nothing goes on lacking nothing as long as it is the very same. */
  #ofRows(
    rows: FieldSet,
    value: Json | undefined,
    ways: readonly (readonly string[])[],
    wanted: Map<string, Set<string>>,
  ): void {
    for (const row of isList(value) ? value.filter(isObject) : []) {
      if (this.#whole.has(row)) continue;
      const own = new Map<string, Set<string>>();
      for (const [, ...rest] of ways) collect(rows, row, rest, own);
      if ([...own].every(([target, ids]) => this.#left(target, ids).length === 0)) this.#whole.add(row);
      for (const [target, ids] of own) wanted.set(target, ids.union(wanted.get(target) ?? new Set()));
    }
  }
  readonly #whole = new WeakSet<JsonObject>();

  #left(target: string, ids: ReadonlySet<string>): readonly string[] {
    const records = this.#recordsOf(target);
    return [...ids].filter((id) => !records.has(id));
  }

  /** Also waits for those that were asked for before and are still on their way. */
  async fetch(missing: readonly Missing[]): Promise<void> {
    const asked = missing.map(({ form, ids }) => this.#fetch(form, ids));
    for (const one of asked) this.#onTheirWay.add(one);
    await Promise.all(this.#onTheirWay);
    for (const one of asked) this.#onTheirWay.delete(one);
  }
  readonly #onTheirWay = new Set<Promise<void>>();

  get isFetching(): boolean {
    return this.#onTheirWay.size > 0;
  }

  #recordsOf(form: string): Map<string, JsonObject | null> {
    let records = this.#known.get(form);
    if (!records) {
      records = new Map();
      this.#known.set(form, records);
    }
    return records;
  }

  async #fetch(target: string, ids: readonly string[]): Promise<void> {
    const records = this.#recordsOf(target);
    // Asked once, whatever comes of it: what may not be read is not asked for with every key.
    for (const id of ids) records.set(id, null);
    const form = this.#forms.get(target);
    if (!form) return;
    const fields = form.fields.filter(({ rows }) => !rows).map(({ name }) => name);
    const query = { view: 'use', fields: [...fields, 'enabled'].join(',') } as const;
    const found = await recordsById(form.name, ids, query).catch(() => new Map());
    for (const [id, record] of found) records.set(id, toIds(record, form, this.#rename));
  }
}

function collect(
  shape: FieldSet,
  part: JsonObject,
  [id = '', ...rest]: readonly string[],
  wanted: Map<string, Set<string>>,
): void {
  const field = shape.byId.get(id);
  const value = part[id];
  if (!field || value === null || value === undefined) return;
  if (field.rows) {
    for (const row of isList(value) ? value.filter(isObject) : []) collect(field.rows, row, rest, wanted);
    return;
  }
  for (const { form, id: picked } of pointedAt(field, value))
    wanted.set(form, (wanted.get(form) ?? new Set()).add(picked));
}
