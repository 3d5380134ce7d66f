import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../../metadata/common/json.ts';
import { wereOptions } from '../../../metadata/former-values.ts';
import type { FieldSet } from '../../../metadata/model.ts';
import { isBesideHistory } from '../../access/auth/token-store.ts';
import type { Vault } from '../../common/vault.ts';
import type { Connection } from '../../database/database.ts';
import { fitStored } from '../../storage/store/record/fit-stored.ts';
import type { InWordsSince } from '../../storage/store/record/in-words-since.ts';
import { byCount, padded } from '../../storage/store/record/insert.ts';
import { column, type RecordLayout } from '../../storage/store/record/layout.ts';
import { fillRow, rowsOf, type Stored, type StoredRow } from '../../storage/store/record/stored.ts';
import { columnContent } from '../../storage/tables/column-content.ts';
import { type Harm, noteVersion, putRecord } from './harm.ts';
import { historyRows, type NewestVersion, newestVersions, storedOf } from './newest-versions.ts';
import type { ReadPage } from './readable-pages.ts';
import { type OfPublish, valuesOfPublishes } from './replaced-values.ts';

export interface Against {
  readonly reader: Connection;
  readonly layout: RecordLayout;
  readonly vault: Vault | null;
  readonly zone: string;
  readonly at: number;
  /** The revision from which on history is whole. */
  readonly begins: number;
  /** Versions with texts for what were options then. */
  readonly inWordsSince: InWordsSince;
}

/** Records of a page against what history says last of them. */
export async function harmedRows(against: Against, page: ReadPage): Promise<readonly Harm[]> {
  const { layout } = against;
  const { form } = layout;
  const ids = [...page.records.map(({ id }) => id), ...page.unreadable];
  const versions = await newestInWords(against, ids);
  const harms: Harm[] = [];
  for (const id of page.unreadable)
    harms.push(fromHistory(against, 'doctor-rows-unreadable', `${form.name} ${id}`, versions.get(id)));
  for (const record of page.records) {
    const version = versions.get(record.id);
    const place = placeOf(layout, record);
    const unwritten = (operation: 'create' | 'restore' | 'update'): Harm => ({
      code: 'doctor-rows-unwritten',
      place,
      repair: (tx) => noteVersion(tx, against, record, operation),
    });
    if (!version) harms.push(unwritten('create'));
    else if (version.operation === 'delete') harms.push(unwritten('restore'));
    else if (!version.stored) harms.push(unreadable(record, version));
    else if (record.revision > version.stored.revision) harms.push(unwritten('update'));
    else {
      // As it was written, or as the form has been reshaped since.
      const asWritten = new Set(differingPaths(layout, record, version.stored, against.vault));
      const fitted =
        asWritten.size === 0 ? version.stored : fitStored(form, version.stored, against.zone).row;
      const ofPublish = asWritten.size === 0 ? none : await valuesOfPublishes(against.reader, record.id);
      const paths = differingPaths(layout, record, fitted, against.vault, ofPublish).filter(
        (path) => asWritten.has(path) && !isBesideHistory(form.id, path),
      );
      if (paths.length === 0) continue;
      const finding = { code: 'doctor-rows-differ', place: `${place}: ${paths.join(', ')}` };
      // A value that was reshaped since may have become another one than it would now.
      const isAsWritten = isDeepStrictEqual(fitted, version.stored);
      harms.push(isAsWritten ? fromHistory(against, finding.code, finding.place, version) : finding);
    }
  }
  return harms;

  function unreadable(record: Stored, { revision }: NewestVersion): Harm {
    const finding = { code: 'doctor-history-unreadable', place: `${form.id} ${record.id} (${revision})` };
    // Only the record as it is can stand in for the version that was written last.
    if (record.revision !== revision) return finding;
    const sql = 'UPDATE gj_history SET snapshot = ? WHERE revision = ?';
    return {
      ...finding,
      repair: async (tx) => void (await tx.run(sql, [JSON.stringify(record), revision])),
    };
  }
}

const none: OfPublish = () => false;

/** The newest versions, with texts for what were options then. */
async function newestInWords(
  { reader, layout: { form }, inWordsSince }: Against,
  ids: readonly string[],
): Promise<ReadonlyMap<string, NewestVersion>> {
  const versions = await newestVersions(reader, form.id, ids);
  if (!wereOptions(form)) return versions;
  const said = new Map<string, NewestVersion>();
  for (const [id, version] of versions) {
    const { stored, revision } = version;
    said.set(id, { ...version, stored: stored && (await inWordsSince(form, stored, revision)) });
  }
  return said;
}

/** Compares the records that history knows of a form with those that are there. */
export async function* lostRows(against: Against, onDeleted: (stored: Stored) => void): AsyncGenerator<Harm> {
  const { reader, layout } = against;
  const { form } = layout;
  const sql = `SELECT record, MIN(revision) AS first, MAX(revision) AS newest FROM gj_history WHERE form = ? AND record > ? GROUP BY record ORDER BY record LIMIT 400`;
  const there = byCount(
    (marks) =>
      `SELECT ${column(layout, 'id').name} AS id FROM ${layout.table} WHERE ${column(layout, 'id').name} IN (${marks})`,
  );
  for (let after = ''; ; ) {
    const known = await reader.all<{ record: string; first: number; newest: number }>(sql, [form.id, after]);
    const ids = known.map(({ record }) => record);
    const present = new Set(
      (ids.length === 0 ? [] : await reader.all<{ id: string }>(there(ids.length), padded(ids))).map(
        ({ id }) => id,
      ),
    );
    const versions = await newestInWords(
      against,
      ids.filter((id) => !present.has(id)),
    );
    for (const [id, version] of versions)
      if (version.operation !== 'delete') {
        const place = version.stored ? placeOf(layout, version.stored) : `${form.name} ${id}`;
        yield fromHistory(against, 'doctor-rows-lost', place, version);
      } else if (version.stored) onDeleted(version.stored);
    for (const row of await historyRows(
      reader,
      known.map(({ first }) => Number(first)).filter((first) => first > against.begins),
    )) {
      // Of what passes nothing is left but that it is gone.
      const isForgotten = row.operation === 'delete' && row.snapshot === null;
      if (row.operation !== 'create' && !isForgotten)
        yield {
          code: 'doctor-history-headless',
          place: `${form.name} ${row.record} (${Number(row.revision)})`,
        };
    }
    const last = ids.at(-1);
    if (last === undefined || ids.length < 400) return;
    after = last;
  }
}

/** Former versions that make no sense; nobody knows any more what they said. */
export async function* unreadableHistory(
  reader: Connection,
  forms: ReadonlySet<string>,
): AsyncGenerator<Harm> {
  for (let after = -1; ; ) {
    const page = await reader.all<Parameters<typeof storedOf>[0]>(
      'SELECT revision, form, record, operation, at, actor, actor_name, org, reason, changed, snapshot FROM gj_history WHERE revision > ? ORDER BY revision LIMIT 400',
      [after],
    );
    for (const row of page) {
      if (row.form.startsWith('$')) continue;
      const place = `${row.form} ${row.record} (${Number(row.revision)})`;
      if (!forms.has(row.form)) yield { code: 'doctor-history-unowned', place };
      else if (row.snapshot !== null && !storedOf(row)) yield { code: 'doctor-history-unreadable', place };
    }
    const last = page.at(-1);
    if (!last || page.length < 400) return;
    after = Number(last.revision);
  }
}

function fromHistory(
  { layout, zone }: Against,
  code: string,
  place: string,
  version: NewestVersion | undefined,
): Harm {
  const { form } = layout;
  if (!version?.stored || version.operation === 'delete') return { code, place };
  const { row, unfit } = fitStored(form, version.stored, zone);
  if (unfit.length > 0) return { code, place };
  return { code, place, repair: (tx) => putRecord(tx, layout, whole(form, row)) };
}

export function placeOf({ form }: RecordLayout, stored: Stored): string {
  const number = form.number ? stored[form.number.id] : null;
  return `${form.name} ${typeof number === 'string' && number !== '' ? number : stored.id}`;
}

/** The paths in which two states of a record differ; what one of them does not know is left out. */
function differingPaths(
  { form, columns }: RecordLayout,
  now: Stored,
  then: Stored,
  vault: Vault | null,
  ofPublish = none,
): readonly string[] {
  const system = columns
    .filter(({ id }) => !form.fields.some((field) => field.id === id))
    .filter(({ id }) => then[id] !== undefined && !isDeepStrictEqual(now[id], then[id]))
    .map(({ id }) => id);
  return [...system, ...differing(form, now, then, { vault, ofPublish, above: form.id })];
}

interface Compared {
  readonly vault: Vault | null;
  readonly ofPublish: OfPublish;
  /** Path of the record or of the entries. */
  readonly above: string;
}

function differing(shape: FieldSet, now: StoredRow, then: StoredRow, compared: Compared): readonly string[] {
  const { vault, ofPublish, above } = compared;
  return shape.fields.flatMap((field): readonly string[] => {
    const [here, there] = [now[field.id], then[field.id]];
    if (here === undefined || there === undefined) return [];
    const path = `${above}/${field.id}`;
    if (field.rows) {
      const [rows, former] = [rowsOf(here), rowsOf(there)];
      if (rows.length !== former.length) return [field.name];
      const inner = field.rows;
      const parts = rows.flatMap((row, at) => {
        const other = former[at];
        if (other?.id !== row.id) return [field.name];
        return differing(inner, row, other, { ...compared, above: path }).map(
          (one) => `${field.name}.${one}`,
        );
      });
      return [...new Set(parts)];
    }
    if (isDeepStrictEqual(here, there) || ofPublish(path, here)) return [];
    return columnContent(field)?.secret && sameSecret(here, there, vault) ? [] : [field.name];
  });
}

/** Sealed twice it is not the same text; without the key nobody knows. */
function sameSecret(a: Json, b: Json, vault: Vault | null): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return false;
  try {
    return vault === null || vault.open(a) === vault.open(b);
  } catch {
    return false;
  }
}

/** A version with every field that there is. */
function whole(shape: FieldSet, stored: Stored): Stored {
  const copy = structuredClone(stored);
  fillRow(copy, shape);
  return copy;
}
