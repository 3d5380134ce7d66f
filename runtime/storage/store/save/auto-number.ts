import { append } from '../../../../metadata/common/append.ts';
import { seriesOf } from '../../../../metadata/kinds/number.ts';
import type { Field } from '../../../../metadata/model.ts';
import {
  dateInNumber,
  isItsOwnSeries,
  type NumberPart,
  numberPattern,
} from '../../../../metadata/numbering/number-pattern.ts';
import type { Call } from '../../../call/call.ts';
import type { Connection, Dialect } from '../../../database/database.ts';
import type { Source } from '../commit/planned-write.ts';
import { byCount, padded } from '../record/insert.ts';
import { column, type RecordLayout } from '../record/layout.ts';
import type { Stored } from '../record/stored.ts';
import { advance } from './advance.ts';

/** A field whose values the platform gives out. */
export interface AutoNumber {
  readonly field: Field;
  /** No number may be skipped by a save that is refused. */
  readonly gapFree: boolean;
  /** People may type one of their own. */
  readonly editable: boolean;
  /** The key by which a record asks the source; `series`: the name of the one it is counted in. Default: the pattern’s. */
  key(call: Call, record: Stored, series?: string): string;
  /**
   * Hands out numbers inside the transaction: one run of counts for all records of a group that share a scope. A
   * number that somebody typed by hand before is passed over.
   */
  readonly source: Source<string>;
}

/** Everything but the record is the same for all that count together. */
interface Series {
  /** Of a series that was chosen by a condition, by its name. */
  readonly counter: string;
  /** `202601`, `202601/A`: counts anew for each. */
  readonly scope: string;
  readonly before: string;
  readonly after: string;
  readonly width: number;
}

/** The automatic numbers of a form's records. */
export function autoNumbers(layout: RecordLayout, dialect: Dialect): readonly AutoNumber[] {
  return layout.form.fields.flatMap((field) => autoNumber(layout, field, dialect) ?? []);
}

function autoNumber(layout: RecordLayout, field: Field, dialect: Dialect): AutoNumber | undefined {
  if (field.dropped) return undefined;
  const { pattern, editable, gapFree } = field.props;
  const parts = field.kind.derived && typeof pattern === 'string' ? numberPattern(pattern) : undefined;
  if (!parts?.ok) return undefined;
  const named = new Map(
    seriesOf(field).flatMap((one) => {
      const own = numberPattern(one.pattern);
      return own.ok ? [[one.name, own.value] as const] : [];
    }),
  );
  return {
    field,
    gapFree: gapFree === true,
    editable: editable === true,
    key: (call, record, name) =>
      JSON.stringify([countedIn(named.get(name ?? '') ?? parts.value, call, record, name), record.id]),
    source: {
      async read(tx, keys) {
        const given = new Map<string, string>();
        for (const [text, some] of Map.groupBy(keys, (key) => JSON.stringify(JSON.parse(key)[0]))) {
          const numbers = await take(tx, dialect, {
            layout,
            field,
            series: JSON.parse(text) as Series,
            wanted: some.length,
          });
          for (const [at, key] of some.entries()) given.set(key, numbers[at] ?? '');
        }
        return given;
      },
    },
  };
}

function countedIn(parts: readonly NumberPart[], call: Call, record: Stored, name?: string): Series {
  const at = parts.findIndex((part) => 'seq' in part);
  const seq = parts[at];
  const textOf = (part: NumberPart): string => {
    if ('literal' in part) return part.literal;
    if ('org' in part) return call.served.orgs.get(call.org)?.number ?? '';
    if ('field' in part) return String(record[part.field] ?? '');
    return 'date' in part ? dateInNumber(part.date, call.now.localDate) : '';
  };
  const scope = parts.filter(isItsOwnSeries).map(textOf);
  return {
    counter: name === undefined ? '' : `~${name}`,
    scope: scope.join('/'),
    before: parts.slice(0, at).map(textOf).join(''),
    after: parts
      .slice(at + 1)
      .map(textOf)
      .join(''),
    width: seq && 'seq' in seq ? seq.seq : 1,
  };
}

interface NumbersWanted {
  readonly layout: RecordLayout;
  readonly field: Field;
  readonly series: Series;
  readonly wanted: number;
}

async function take(
  tx: Connection,
  dialect: Dialect,
  { layout, field, series, wanted }: NumbersWanted,
): Promise<readonly string[]> {
  const free: string[] = [];
  const upTo = (last: number, count: number) =>
    Array.from({ length: count }, (_, at) => {
      const text = String(last - count + 1 + at).padStart(series.width, '0');
      return series.before + text + series.after;
    });
  const scope = `${field.id}${series.counter}:${series.scope}`;
  for (let passed = 0; free.length < wanted; ) {
    const missing = wanted - free.length;
    const last = await advance(tx, dialect, layout.form.id, scope, passed + missing);
    const numbers = upTo(last, missing);
    const taken = await takenNumbers(tx, layout, field, numbers);
    append(
      free,
      numbers.filter((number) => !taken.has(number)),
    );
    passed = taken.size === 0 ? 0 : await takenAfter(last);
  }
  return free;

  /** How many in a row are taken: a series may begin with numbers that another one, or a person, gave by the thousand. */
  async function takenAfter(last: number): Promise<number> {
    let found = 0;
    for (let size = 8; ; size = Math.min(size * 2, longestLook)) {
      const numbers = upTo(last + found + size, size);
      const taken = await takenNumbers(tx, layout, field, numbers);
      const free = numbers.findIndex((number) => !taken.has(number));
      if (free >= 0) return found + free;
      found += size;
    }
  }
}

/** Numbers that are looked up at once. */
const longestLook = 1024;

async function takenNumbers(
  tx: Connection,
  layout: RecordLayout,
  field: Field,
  numbers: readonly string[],
): Promise<ReadonlySet<string>> {
  const { name } = column(layout, field.id);
  const sql = byCount((marks) => `SELECT ${name} AS number FROM ${layout.table} WHERE ${name} IN (${marks})`);
  const rows = await tx.all(sql(numbers.length), padded(numbers));
  return new Set(rows.map((row) => String(row['number'])));
}
