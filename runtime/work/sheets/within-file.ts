import { isObject } from '../../../metadata/common/json.ts';
import type { Form } from '../../../metadata/model.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { FoundSheet } from './read-head.ts';
import type { CellProblem, ReadRecord, ReadRow } from './read-record.ts';
import type { Written } from './write-record.ts';

type Refused = Extract<Written, { ok: false }>;

/** A record that another one of its file may help, and what it was refused for so far. */
export type Waiting = readonly [ReadRecord, Refused];

/** What the records of one file are to each other: which of them are there for others, and what stands above which. */
export class WithinFile {
  readonly #form: Form;
  readonly #found: readonly FoundSheet[];
  /** By its names: the first part of its key, and its title. */
  readonly #called = new Map<string, ReadRecord>();
  /** Those that are written, or would be. */
  readonly #come = new Set<ReadRecord>();

  constructor(form: Form, found: readonly FoundSheet[]) {
    this.#form = form;
    this.#found = found;
  }

  add(record: ReadRecord): void {
    const [key, title] = [record.key[0], titleOf(this.#form, record)];
    if (title && !this.#called.has(title)) this.#called.set(title, record);
    if (key) this.#called.set(key, record);
  }

  come(record: ReadRecord, did: Refused['would']): void {
    if (did !== 'deleted') this.#come.add(record);
  }

  /** Holds what a rehearsal says of a record against those of the file that would come before it. */
  judge(record: ReadRecord, written: Written): Written {
    if (!written.ok || this.#above(record) !== 'itself') return written;
    const { did, warnings = [] } = written;
    const { name = '' } = this.#parent ?? {};
    const problem = { path: `/${name}`, code: 'tree-loop' };
    const column = columnOf(record, name);
    const place = { sheet: record.row?.found.index ?? 0, row: record.row?.at ?? 0, column };
    return { ok: false, would: did, problems: [{ ...place, problem }], warnings };
  }

  /** The same record as if it said nothing where it refers to another one of the file. */
  withoutNeeded([record, { problems }]: Waiting): ReadRecord {
    const needed = problems.filter((one) => this.#neededBy(one));
    const without = (row: ReadRow): ReadRow => {
      const out = needed
        .filter((one) => one.sheet === row.found.index && one.row === row.at && one.column !== null)
        .map(({ column }) => row.found.columns[column ?? 0]);
      const values = [...row.values].filter(([column]) => column.tone === 'key' || !out.includes(column));
      return { ...row, values: new Map(values) };
    };
    const { row, rows } = record;
    return { ...record, row: row && without(row), rows: rows.map((some) => some.map(without)) };
  }

  /**
   * Tells the end of those that still wait. In a rehearsal a record comes in once all it waits for do, as an import would
   * write them; those that wait for each other never do, and are told so.
   */
  async settle(
    waiting: readonly Waiting[],
    rehearsal: boolean,
  ): Promise<readonly (readonly [ReadRecord, Written])[]> {
    const pause = timeSlices();
    const done: (readonly [ReadRecord, Written])[] = [];
    let left = waiting;
    while (rehearsal && left.length > 0) {
      const later: Waiting[] = [];
      for (const one of left) {
        await pause();
        const [record, { would, warnings = [], problems }] = one;
        if (problems.every((problem) => this.#isHelped(record, problem))) {
          done.push([record, { ok: true, did: would, warnings }]);
          this.come(record, would);
        } else later.push(one);
      }
      if (later.length === left.length) break;
      left = later;
    }
    const circle = this.#circle(left);
    for (const [record, written] of left) {
      await pause();
      const helped = rehearsal
        ? written.problems.filter((one) => !this.#isHelped(record, one))
        : written.problems;
      const problems = helped.map((one) => {
        const needed = this.#neededBy(one);
        if (needed && this.#come.has(needed))
          return { ...one, problem: { path: one.problem.path, code: 'tree-loop' } };
        if (!needed || !circle.has(record) || !circle.has(needed)) return one;
        const params = { number: String(one.problem.params?.['number']) };
        return { ...one, problem: { ...one.problem, code: 'sheet-reference-circle', params } };
      });
      done.push([record, { ...written, problems }]);
    }
    return done;
  }

  /** Answers the record of the file that a refusal asks for. */
  #neededBy({ sheet, column, problem }: CellProblem): ReadRecord | undefined {
    if (problem.code !== 'reference-unknown') return undefined;
    const columns = this.#found.find(({ index }) => index === sheet)?.columns;
    const form = column === null ? undefined : columns?.[column]?.points?.(null);
    if (form !== undefined && form !== this.#form.id) return undefined;
    return this.#called.get(String(problem.params?.['number'] ?? ''));
  }

  #isHelped(record: ReadRecord, one: CellProblem): boolean {
    if (one.problem.code === 'tree-loop') return this.#above(record) === 'top';
    const needed = this.#neededBy(one);
    if (!needed || !this.#come.has(needed)) return false;
    return one.column !== columnOf(record, this.#parent?.name ?? '') || this.#above(record) !== 'itself';
  }

  get #parent() {
    return this.#form.fields.find(({ kind }) => kind.name === 'parent');
  }

  /** Follows the records above one, as far as the file says them and they come in. */
  #above(record: ReadRecord): 'itself' | 'top' | 'elsewhere' {
    const name = this.#parent?.name;
    if (name === undefined) return 'elsewhere';
    const seen = new Set<ReadRecord>();
    for (let at = record; !seen.has(at); ) {
      seen.add(at);
      const column = columnOf(at, name);
      const key = column === null ? undefined : at.row?.found.columns[column];
      const value = key && at.row?.values.get(key);
      if (value === null) return 'top';
      const number = isObject(value) ? value['number'] : undefined;
      const next = typeof number === 'string' ? this.#called.get(number) : undefined;
      if (next === record) return 'itself';
      if (!next || !this.#come.has(next)) return 'elsewhere';
      at = next;
    }
    return 'elsewhere';
  }

  /** Answers those that wait for each other: what is left without those that wait for none of them, or that none waits for. */
  #circle(waiting: readonly Waiting[]): ReadonlySet<ReadRecord> {
    const needs = new Map(
      waiting.map(([record, { problems }]) => {
        const needed = problems.flatMap((one) => this.#neededBy(one) ?? []);
        return [record, needed.filter((one) => !this.#come.has(one))] as const;
      }),
    );
    for (let size = -1; size !== needs.size; ) {
      size = needs.size;
      const needed = new Set([...needs.values()].flat());
      for (const [record, those] of needs)
        if (!needed.has(record) || !those.some((one) => needs.has(one))) needs.delete(record);
    }
    return new Set(needs.keys());
  }
}

function columnOf({ row }: ReadRecord, member: string): number | null {
  const column = row?.found.columns.findIndex((one) => one?.member === member) ?? -1;
  return column < 0 ? null : column;
}

export function titleOf({ title }: Form, { row }: ReadRecord): string | undefined {
  for (const [column, value] of row?.values ?? [])
    if (column.member === title?.name && typeof value === 'string') return value;
  return undefined;
}
