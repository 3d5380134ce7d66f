import { isDeepStrictEqual } from 'node:util';
import type { Issue } from '../../../../metadata/common/issue.ts';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';
import { strategies, strategy } from '../../../../rules/sharing/index.ts';
import type { OrgTree } from '../../../../rules/sharing/org-tree.ts';
import type { Cell, Connection, Row } from '../../../database/database.ts';
import { column, type RecordLayout } from '../../../storage/store/record/layout.ts';
import { ownFields } from '../../../storage/store/record/own-fields.ts';
import { FoundRecords, storedCopies } from './found-records.ts';

export interface LoosenedQuestion {
  readonly reader: Connection;
  /** The form as it is in service, and as it will be. */
  readonly known: Form;
  readonly form: Form;
  /** Of the form in service. */
  readonly layout: RecordLayout;
  readonly orgs: OrgTree;
}

const listed = 100;

/**
 * Records that others come to see, that hold longer, whose values are shown no more, and own copies that no longer say
 * what they say: by no demand, as nothing is asked of them.
 */
export async function loosenedRecords(question: LoosenedQuestion): Promise<readonly Issue[]> {
  const { known, form, layout } = question;
  const issues: Issue[] = [];
  const name = (member: string) => column(layout, member).name;
  const oneOf = (names: readonly string[]) => names.map(() => '?').join(', ');
  if (known.sharing && !form.sharing) {
    const open = strategies.filter(({ reach }) => reach === 'everyone').map((one) => one.name);
    issues.push(
      ...(await counted(question, {
        code: 'records-for-all',
        pointer: '/sharing',
        where: `${name('sharing')} NOT IN (${oneOf(open)})`,
        cells: open,
      })),
    );
  } else if (form.sharing && known.sharing) {
    const { allowed } = form.sharing;
    const gone = known.sharing.allowed.filter((one) => !allowed.includes(one));
    if (gone.length > 0)
      issues.push(
        ...(await counted(question, {
          code: 'records-former-sharing',
          pointer: '/sharing/allowed',
          where: `${name('sharing')} IN (${oneOf(gone)})`,
          cells: gone,
          params: { ways: gone.map((one) => ({ ...strategy(one).label })) },
        })),
      );
  }
  if (known.validity && !form.validity)
    issues.push(
      ...(await counted(question, {
        code: 'records-without-window',
        pointer: '/validity',
        where: `(${name('validFrom')} IS NOT NULL OR ${name('validTo')} IS NOT NULL)`,
        cells: [],
      })),
    );
  if (form.kind === 'setting' && known.kind !== 'setting') {
    const org = name('org');
    const several = `SELECT ${org} FROM ${layout.table} GROUP BY ${org} HAVING COUNT(*) > 1`;
    issues.push(
      ...(await counted(question, {
        code: 'records-beside-setting',
        pointer: '/kind',
        cells: [],
        where: `${org} IN (SELECT * FROM (${several}) s)`,
      })),
    );
  }
  return [...issues, ...(await leftBehind(question)), ...(await disowned(question))];
}

/** A field became rows, or rows became a field: what was kept cannot be shown there. */
async function leftBehind(question: LoosenedQuestion): Promise<readonly Issue[]> {
  const { known, form, layout } = question;
  const issues: Issue[] = [];
  for (const field of known.fields) {
    const next = form.byId.get(field.id);
    if (field.dropped || !next || (next.rows === undefined) === (field.rows === undefined)) continue;
    const rows = layout.entries.find((one) => one.field === field.id);
    const kept = rows ? undefined : layout.byId.get(field.id);
    if (!rows && !kept) continue;
    issues.push(
      ...(await counted(question, {
        code: 'values-left-behind',
        pointer: `/fields/${field.id}`,
        cells: [],
        where: rows
          ? `${column(layout, 'id').name} IN (SELECT ${column(rows, 'record').name} FROM ${rows.table})`
          : `${kept?.name} IS NOT NULL`,
        params: { label: { ...field.label } },
      })),
    );
  }
  return issues;
}

interface Loosening {
  readonly code: string;
  readonly pointer: string;
  readonly where: string;
  readonly cells: readonly Cell[];
  readonly params?: JsonObject;
}

async function counted(
  { reader, form, layout, orgs }: LoosenedQuestion,
  { code, pointer, where, cells, params = {} }: Loosening,
): Promise<readonly Issue[]> {
  const row = await reader.first<{ n: number }>(
    `SELECT COUNT(*) AS n FROM ${layout.table} WHERE ${where}`,
    cells,
  );
  const count = Number(row?.n ?? 0);
  if (count === 0) return [];
  const found = new FoundRecords(layout.form, orgs);
  const id = column(layout, 'id').name;
  const first = `SELECT ${layout.list} FROM ${layout.table} WHERE ${where} ORDER BY ${id} LIMIT ${listed}`;
  for (const one of await reader.all<Row>(first, cells)) found.note(layout.decode(one));
  return [issueOf(form, code, pointer, { ...found.params(count), ...params })];
}

/** Copies with words of their own in fields that follow the original from now on. */
async function disowned({ reader, known, form, layout, orgs }: LoosenedQuestion): Promise<readonly Issue[]> {
  const own = ownFields(form);
  const moved = new Set((form.moves ?? []).flatMap(({ from }) => from));
  const left = [...ownFields(known).values()].filter(({ id }) => !own.has(id) && !moved.has(id));
  if (left.length === 0) return [];
  const found = new FoundRecords(layout.form, orgs);
  const fields = new Set<(typeof left)[number]>();
  for await (const { original, content, org } of storedCopies(reader, layout)) {
    const said = left.filter(
      ({ id }) => content[id] !== undefined && !isDeepStrictEqual(content[id], original[id] ?? null),
    );
    if (said.length === 0) continue;
    found.note({ ...original, org });
    for (const field of said) fields.add(field);
  }
  if (found.count === 0) return [];
  const labels = [...fields].map(({ label }) => ({ ...label }));
  return [issueOf(form, 'copies-disowned', '/fields', { ...found.params(), fields: labels })];
}

function issueOf(form: Form, code: string, pointer: string, params: JsonObject): Issue {
  return { code, severity: 'warning', form: form.id, package: form.package, pointer, params };
}
