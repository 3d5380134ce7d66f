import type { Issue } from '../../../../metadata/common/issue.ts';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Model } from '../../../../metadata/model.ts';
import type { ReaderRow } from '../../../../migrations/rows/tables.ts';
import { type Address, addressOf } from '../../../../rules/params/address.ts';
import type { Served } from '../../../call/call.ts';
import type { Cell, Connection, Dialect } from '../../../database/database.ts';

export interface ReadersQuestion {
  readonly reader: Connection;
  readonly dialect: Dialect;
  /** By the model in service. */
  readonly served: Served;
  readonly model: Model;
}

type Row = Pick<ReaderRow, 'kind' | 'reader' | 'client' | 'org' | 'address' | 'last_at'>;

/** So many readers of one parameter are listed one by one, and so many programs stand in the sentence. */
const [listed, named] = [1_000, 10];

/** Programs that read parameters which are there no more in the model to come, as they were written down last. */
export async function readersLeft(question: ReadersQuestion): Promise<readonly Issue[]> {
  const { served, model } = question;
  const issues: Issue[] = [];
  for (const { type, params } of served.model.params.values())
    for (const param of params) {
      const key = param.key ?? '*';
      const next = addressOf(model, type, key)?.param;
      if (next && (next.key === undefined) === (param.key === undefined)) continue;
      const rows = await readersOf(question, { type, key, param });
      if (rows.length > 0) issues.push(await issueOf(question, { type, key, param }, rows));
    }
  return issues;
}

/** Reads who reads a parameter; a reader of all of a type at once reads this one too. */
async function readersOf(
  { reader, served }: ReadersQuestion,
  { type, param }: Address,
): Promise<readonly Row[]> {
  const places = param.key === undefined ? 'type = ?' : "(type = ? AND address IN (?, '') OR type = '')";
  const rows = await reader.all<Row>(
    `SELECT kind, reader, client, org, address, last_at FROM gj_reader WHERE kind IN ('token', 'user', 'app') AND ${places} ORDER BY last_at DESC`,
    param.key === undefined ? [type] : [type, param.key],
  );
  return rows.filter(
    ({ address }) => param.key !== undefined || addressOf(served.model, type, address)?.param === param,
  );
}

async function issueOf(
  question: ReadersQuestion,
  { type, key, param }: Address,
  rows: readonly Row[],
): Promise<Issue> {
  const { model, orgs } = question.served;
  const shown = rows.slice(0, listed);
  const names = await namesOf(question, shown);
  const numberOf = ({ org }: Row) => orgs.get(org)?.number ?? null;
  const nameOf = (row: Row) => row.client || (names.get(row.reader) ?? row.reader);
  const lastReadOf = (row: Row) => new Date(Number(row.last_at)).toISOString();
  const readers = shown.map(
    (row): JsonObject => ({
      name: nameOf(row),
      org: numberOf(row),
      lastRead: lastReadOf(row),
      many: row.address === '',
    }),
  );
  const programs = [
    ...Map.groupBy(rows, (row) => JSON.stringify([row.kind, row.reader, row.client])).values(),
  ];
  const words = programs.slice(0, named).flatMap((own) => {
    const [latest] = own;
    if (!latest) return [];
    const places = [...new Set(own.map((row) => numberOf(row) ?? '-'))];
    const few = places.length > named ? [...places.slice(0, named), '…'] : places;
    return [`${nameOf(latest)} (${[...few, lastReadOf(latest).slice(0, 10)].join(', ')})`];
  });
  const owner = model.params.get(type)?.package;
  return {
    code: 'params-read',
    severity: 'warning',
    pointer: '',
    ...(owner !== undefined && { package: owner }),
    params: {
      type,
      key,
      label: { ...param.label },
      count: programs.length,
      rows: readers,
      readers: programs.length > words.length ? [...words, '…'] : words,
    },
  };
}

/** Of tokens, whose programs do not name themselves. */
async function namesOf(
  { reader, dialect, served }: ReadersQuestion,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.filter(({ kind }) => kind === 'token').map((row) => row.reader))];
  const form = served.model.formsById.get('token');
  const table = form && served.table(form);
  const column = table?.columns.get('name');
  if (!table || column === undefined || ids.length === 0) return new Map();
  const found = await reader.all<{ id: string; name: Cell }>(
    `SELECT id, ${dialect.quote(column)} AS name FROM ${dialect.quote(table.name)} WHERE id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  return new Map(found.map(({ id, name }) => [id, String(name)]));
}
