import type { JsonObject } from '../../../metadata/common/json.ts';
import type { RuleRecord, StoredRule } from '../../../rules/match/match-form.ts';
import type { Connection } from '../../database/database.ts';
import { allHolders } from '../../storage/store/commit/assignments.ts';
import { byCount, padded } from '../../storage/store/record/insert.ts';
import { column, type RecordLayout } from '../../storage/store/record/layout.ts';
import { readEntries, readMany } from '../../storage/store/record/records.ts';
import type { Stored } from '../../storage/store/record/stored.ts';
import type { Copies, Copy } from '../../storage/store/sight/copies.ts';

/** Records of a form as matching sees them: with their rows, who holds them and who has a copy. */
export interface RuleReader {
  /** Reads the rules with these ids; the ones that are gone are left out. */
  some(ids: readonly string[]): Promise<readonly RuleRecord[]>;
  /** All, page by page, in the order of their ids. */
  pages(): AsyncGenerator<readonly RuleRecord[]>;
}

const pageSize = 250;
const atOnce = 256;

const copiesOf = byCount(
  (marks) => `SELECT record, org, content, revision FROM gj_overlay WHERE form = ? AND record IN (${marks})`,
);

/** `entries`: the lists that matter to a match; `apply`: a record as a copy of it says. */
export function ruleReader(
  reader: Connection,
  layout: RecordLayout,
  entries: readonly string[],
  apply: Copies['apply'],
): RuleReader {
  const id = column(layout, 'id').name;
  const page = `SELECT ${layout.list} FROM ${layout.table} WHERE ${id} > ? ORDER BY ${id} LIMIT ${pageSize}`;

  async function complete(records: readonly Stored[]): Promise<readonly RuleRecord[]> {
    if (entries.length > 0) await readEntries(reader, layout, records, (field) => entries.includes(field));
    if (!layout.form.sharing) return records.map((record) => ({ record: record as StoredRule }));
    const ids = records.map((record) => record.id);
    const holders = new Map<string, readonly string[]>();
    const copies = new Map<string, Map<string, Copy>>();
    for (let from = 0; from < ids.length; from += atOnce) {
      const some = ids.slice(from, from + atOnce);
      for (const [record, orgs] of await allHolders(reader, layout.form.id, some))
        holders.set(record, [...orgs.keys()]);
      const rows = await reader.all<CopyRow>(copiesOf(some.length), [layout.form.id, ...padded(some)]);
      for (const { record, org, content, revision } of rows) {
        const own = copies.get(record) ?? new Map<string, Copy>();
        const copy: Copy = { content: JSON.parse(content) as JsonObject, revision: Number(revision) };
        copies.set(record, own.set(org, copy));
      }
    }
    return records.map((record): RuleRecord => {
      const assigned = holders.get(record.id);
      const own = copies.get(record.id);
      const seen =
        own && new Map([...own].map(([org, copy]) => [org, apply(layout.form, record, copy, org)]));
      return {
        record: record as StoredRule,
        ...(assigned ? { assigned } : {}),
        ...(seen ? { copies: seen } : {}),
      };
    });
  }

  return {
    some: async (ids) => complete(await readMany(reader, layout, ids)),
    async *pages() {
      let last = '';
      for (;;) {
        const rows = await reader.all(page, [last]);
        const records = rows.map((row) => layout.decode(row));
        if (records.length > 0) yield await complete(records);
        if (records.length < pageSize) return;
        last = records.at(-1)?.id ?? '';
      }
    },
  };
}

interface CopyRow {
  readonly record: string;
  readonly org: string;
  readonly content: string;
  readonly revision: number | bigint;
}
