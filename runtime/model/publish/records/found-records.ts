import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { OrgTree } from '../../../../rules/sharing/org-tree.ts';
import { timeSlices } from '../../../common/time-slices.ts';
import type { Connection } from '../../../database/database.ts';
import { column, type RecordLayout } from '../../../storage/store/record/layout.ts';
import { readEntries } from '../../../storage/store/record/records.ts';
import type { Stored } from '../../../storage/store/record/stored.ts';

/** Milliseconds that reading a page may take: records with many rows come fewer at a time. */
const [quick, slow] = [4, 12];
const most = 500;

/**
 * Every record of a form, with its rows, some at a time, in the order of their ids; with breaks between. `only`: those
 * of which a field has one of these values.
 */
export async function* storedPages(
  reader: Connection,
  layout: RecordLayout,
  only: {
    readonly field?: string;
    readonly values?: readonly string[];
    /** Only those with a greater id. Default: all. */
    readonly after?: string;
  } = {},
): AsyncGenerator<readonly Stored[]> {
  const wanted = only.values ?? [];
  const where =
    only.field !== undefined
      ? ` AND ${column(layout, only.field).name} IN (${wanted.map(() => '?').join(', ')})`
      : '';
  const id = column(layout, 'id').name;
  const pause = timeSlices();
  let size = 50;
  for (let after = only.after ?? ''; ; ) {
    const began = performance.now();
    const sql = `SELECT ${layout.list} FROM ${layout.table} WHERE ${id} > ?${where} ORDER BY ${id} LIMIT ${size}`;
    const records = (await reader.all(sql, [after, ...wanted])).map((row) => layout.decode(row));
    if (layout.entries.length > 0 && records.length > 0) await readEntries(reader, layout, records);
    const asked = size;
    const took = performance.now() - began;
    if (took > slow) size = Math.max(1, Math.floor(size / 2));
    else if (took < quick) size = Math.min(most, size * 2);
    if (records.length > 0) yield records;
    const last = records.at(-1);
    if (!last || records.length < asked) return;
    after = last.id;
    await pause();
  }
}

interface StoredCopy {
  readonly original: Stored;
  readonly org: string;
  /** By field ids. */
  readonly content: JsonObject;
  readonly revision: number;
}

/** Every own copy that organisations have of a form's records. */
export async function* storedCopies(reader: Connection, layout: RecordLayout): AsyncGenerator<StoredCopy> {
  const sql =
    'SELECT record, org, content, revision FROM gj_overlay WHERE form = ? AND (record > ? OR (record = ? AND org > ?)) ORDER BY record, org LIMIT 50';
  for (let [record, org] = ['', '']; ; ) {
    const rows = await reader.all<{ record: string; org: string; content: string; revision: number }>(sql, [
      layout.form.id,
      record,
      record,
      org,
    ]);
    for (const row of rows) {
      [record, org] = [row.record, row.org];
      const found = await reader.first(layout.byRecordId, [record]);
      const content = JSON.parse(row.content) as JsonObject;
      if (!found) continue;
      const original = layout.decode(found);
      if (layout.entries.length > 0) await readEntries(reader, layout, [original]);
      yield { original, org, content, revision: Number(row.revision) };
    }
    if (rows.length < 50) return;
  }
}

/** So many of the records that something is found about are named, one by one, and so many in the sentence. */
const [listed, named] = [100, 10];

/** Records something is found about: counted, the first of them named as people know them. */
export class FoundRecords {
  readonly #form: Form;
  readonly #orgs: OrgTree;
  readonly #rows: JsonObject[] = [];
  #count = 0;
  #last = '';

  constructor(form: Form, orgs: OrgTree) {
    this.#form = form;
    this.#orgs = orgs;
  }

  get count(): number {
    return this.#count;
  }

  /** Each record once, and each own copy of it, however often it is found. */
  note(record: Stored, more: JsonObject = {}): void {
    const one = `${record.id} ${record.org}`;
    if (one === this.#last) return;
    this.#last = one;
    this.#count += 1;
    if (this.#rows.length >= listed) return;
    const { number, org } = nameRecord(this.#form, record, this.#orgs);
    this.#rows.push({ number, org, link: `/forms/${this.#form.name}/${record.id}`, ...more });
  }

  /** `count`: of all there are, where the first alone were noted. */
  params(count = this.#count): JsonObject {
    const numbers = this.#rows.slice(0, named).map(({ number, org }) => inWords(number, org));
    const more = count - numbers.length;
    return {
      form: { ...this.#form.label },
      name: this.#form.name,
      count,
      rows: this.#rows,
      numbers: more > 0 ? [...numbers, '…'] : numbers,
    };
  }
}

/** By number, or what else names it to people; its id only where there is nothing else. */
export function nameRecord({ number, title, key, sharing }: Form, record: Stored, orgs: OrgTree) {
  const said = [number?.id, title?.id, ...key].map((id) => (id === undefined ? null : record[id]));
  const name = said.find((value): value is string | number => isName(value ?? null)) ?? record.id;
  return { number: String(name), org: sharing ? (orgs.get(record.org)?.number ?? null) : null };
}

/** Answers the fields that name a record, without the rest: there may be many. */
export function onlyNames({ number, title, key }: Form, record: Stored): Stored {
  const ids = new Set(['id', 'org', number?.id, title?.id, ...key]);
  return Object.fromEntries(Object.entries(record).filter(([id]) => ids.has(id))) as Stored;
}

function isName(value: Json): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

function inWords(number: Json | undefined, org: Json | undefined): string {
  return typeof org === 'string' ? `${String(number)} (${org})` : String(number);
}
