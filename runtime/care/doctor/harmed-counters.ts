import { seriesOf as named } from '../../../metadata/kinds/number.ts';
import type { Field } from '../../../metadata/model.ts';
import {
  isItsOwnSeries,
  type NumberPart,
  numberPattern,
} from '../../../metadata/numbering/number-pattern.ts';
import type { Database } from '../../database/database.ts';
import type { RecordLayout } from '../../storage/store/record/layout.ts';
import type { Stored } from '../../storage/store/record/stored.ts';
import type { Harm } from './harm.ts';

/** The one row that orders everything, against what it has ordered. */
export async function harmedRevision(database: Database): Promise<readonly Harm[]> {
  const [row] = await database.all<{ value: number; model: number }>(
    'SELECT value, model FROM gj_revision WHERE id = 1',
  );
  const last = await database.first<{ n: number | null }>('SELECT MAX(revision) AS n FROM gj_history');
  const newest = Number(last?.n ?? 0);
  const published = await database.first<{ n: number | null }>(
    "SELECT MAX(revision) AS n FROM gj_history WHERE form = '$model'",
  );
  const model = Number(published?.n ?? 0);
  const harm = (place: string, sql: string, params: readonly number[]): Harm => ({
    code: 'doctor-revision-behind',
    place,
    repair: async (tx) => void (await tx.run(sql, params)),
  });
  if (!row)
    return [
      harm(`— < ${newest}`, 'INSERT INTO gj_revision (id, value, model) VALUES (1, ?, ?)', [newest, model]),
    ];
  const [value, served] = [Number(row.value), Number(row.model)];
  if (served < model)
    return [
      harm(`${served} < ${model}`, 'UPDATE gj_revision SET model = ?, value = ? WHERE id = 1', [
        model,
        Math.max(value, newest),
      ]),
    ];
  if (value < Math.max(newest, served))
    return [
      harm(`${value} < ${Math.max(newest, served)}`, 'UPDATE gj_revision SET value = ? WHERE id = 1', [
        Math.max(newest, served),
      ]),
    ];
  return [];
}

/** The highest count in use of each series of a form's automatic numbers, gathered page by page. */
export interface Series {
  note(records: readonly Stored[]): void;
  harms(): Promise<readonly Harm[]>;
}

export function seriesOf(database: Database, { form }: RecordLayout): Series {
  const fields = form.fields.flatMap(automatic);
  const highest = new Map<string, number>();
  return {
    note(records) {
      for (const { field, parts, counter, patternOf, others } of fields)
        for (const record of records) {
          const number = String(record[field.id] ?? '');
          const found = patternOf(record).exec(number);
          // One that two series may have given says nothing of either.
          if (!found || others.some((other) => other(record).test(number))) continue;
          const scope = parts.flatMap((part, at) => (isItsOwnSeries(part) ? [found[at + 1]] : []));
          const count = Number(found[parts.findIndex((part) => 'seq' in part) + 1]);
          const key = `${field.id}${counter}:${scope.join('/')}`;
          highest.set(key, Math.max(highest.get(key) ?? 0, count));
        }
    },
    async harms() {
      if (highest.size === 0) return [];
      const rows = await database.all<{ scope: string; value: number }>(
        'SELECT scope, value FROM gj_sequence WHERE form = ?',
        [form.id],
      );
      const given = new Map(rows.map(({ scope, value }) => [scope, Number(value)]));
      return [...highest].flatMap(([scope, count]): Harm[] => {
        const value = given.get(scope) ?? 0;
        if (value >= count) return [];
        const sql = database.dialect.upsert(
          'gj_sequence',
          ['form', 'scope', 'value'],
          ['form', 'scope'],
          ['value'],
        );
        return [
          {
            code: 'doctor-sequences-behind',
            place: `${form.name} ${scope} ${value} < ${count}`,
            repair: async (tx) => void (await tx.run(sql, [form.id, scope, count])),
          },
        ];
      });
    },
  };
}

interface Automatic {
  readonly field: Field;
  readonly parts: readonly NumberPart[];
  /** Of a series that is chosen by a condition, by its name. */
  readonly counter: string;
  /** What numbers of the other series look like. */
  readonly others: readonly Automatic['patternOf'][];
  /** What its number looks like, by the fields of the record that stand in it. */
  patternOf(record: Stored): RegExp;
}

/**
 * Answers the field's automatic numbers; where people may type a number of their own, one beyond the count is no
 * mistake.
 */
function automatic(field: Field): readonly Automatic[] {
  const { pattern, editable } = field.props;
  if (!field.kind.derived || typeof pattern !== 'string' || editable === true) return [];
  const all = [
    { counter: '', pattern },
    ...named(field).map((one) => ({ counter: `~${one.name}`, pattern: one.pattern })),
  ].flatMap((one) => {
    const parts = numberPattern(one.pattern);
    return parts.ok
      ? [{ field, counter: one.counter, parts: parts.value, patternOf: lookOf(parts.value) }]
      : [];
  });
  return all.map((one) => ({
    ...one,
    others: all.filter((other) => other !== one).map(({ patternOf }) => patternOf),
  }));
}

function lookOf(parts: readonly NumberPart[]): Automatic['patternOf'] {
  const textOf = (part: NumberPart, record: Stored) => {
    if ('literal' in part) return literally(part.literal);
    if ('field' in part) return literally(String(record[part.field] ?? ''));
    if ('date' in part) return `\\d{${part.date.length}}`;
    return 'org' in part ? '.*' : `\\d{${part.seq},15}`;
  };
  const made = (record: Stored) =>
    new RegExp(`^${parts.map((part) => `(${textOf(part, record)})`).join('')}$`);
  const always = parts.some((part) => 'field' in part) ? undefined : made({} as Stored);
  return (record) => always ?? made(record);
}

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
