import { add, parseDecimal } from '../../../../metadata/common/decimal.ts';
import type { Json } from '../../../../metadata/common/json.ts';
import type { Report } from '../../../../metadata/contract/reports/calls.ts';
import { amountDigits } from '../../../../metadata/currency/amount-text.ts';
import { isCurrency } from '../../../../metadata/currency/currencies.ts';
import { currencyCode } from '../../../../metadata/currency/currency-of.ts';
import type { Column } from '../../../../metadata/field.ts';
import type { Form } from '../../../../metadata/model.ts';
import { measureLabel } from '../../../../metadata/report/measure-label.ts';
import {
  currencyPathOf,
  groupsOf,
  isDated,
  type ReportField,
  reportField,
} from '../../../../metadata/report/report-fields.ts';
import { mostReported, type ReportGroup, type ReportValue } from '../../../../metadata/report-source.ts';
import { type Group, layOut } from '../../../../rules/report/lay-out.ts';
import { type Tallies, type Tally, together } from '../../../../rules/report/tally.ts';
import type { Call } from '../../../call/call.ts';
import { createSlices } from '../../../common/time-slices.ts';
import type { Cell, Connection, Row } from '../../../database/database.ts';
import type { Finder } from '../../search/finder.ts';
import { hidingReferences } from '../answer/withheld.ts';
import { forbidden, queryWrong } from '../record/refusals.ts';
import type { ReportQuery } from '../record/store.ts';
import type { Copies } from '../sight/copies.ts';
import { calledTargets } from '../sql/called-targets.ts';
import type { CalledTargets } from '../sql/search.ts';
import { shownColumn } from '../sql/shown-column.ts';
import { recordAlias } from '../sql/where.ts';
import { type ListPlan, type PlanParts, planList } from './list-plan.ts';
import { compareKeys, keysOf, organisationsOf, spanIn, spanText } from './report-keys.ts';

interface ReportParts extends PlanParts {
  readonly finder: Finder;
  readonly copies: Pick<Copies, 'any'>;
  readonly reader: (call: Call) => Connection;
  /** Time zone of an organisation, by which moments are on days. */
  readonly zone: (org: string) => string;
}

/** Groups that a database may answer: by currencies, and moments long ago to the second, they are more than are shown. */
const mostRead = 50_000;
const rowAlias = 'e';

export type ReportOf = (call: Call, form: Form, query: ReportQuery) => Promise<Report>;

/**
 * What records come to is added up by the database and laid out here: exactly, since every amount stays a decimal, and
 * of nothing that the caller may not see.
 */
export function createReport(parts: ReportParts): ReportOf {
  return async (asking, form, query) => {
    const { view = 'manage' } = query;
    const call: Call = { ...asking, view };
    const reader = parts.reader(call);
    const targets = query.q ? await calledTargets(reader, parts, call, form, query.q) : undefined;
    const asked = new Asked(parts, call, form, query, targets);
    const rows = await reader.all<Row>(asked.sql, asked.plan.params);
    if (rows.length > mostRead) throw tooManyRead();
    const report = await laidOut(parts, asked, rows);
    const isCopied = view === 'use' && (await parts.copies.any(reader, call, form));
    return isCopied ? { ...report, originals: 'own-copies' } : report;
  };
}

const tooManyRead = () =>
  queryWrong({}, [{ path: '/groups', code: 'report-too-many-groups', params: { limit: mostRead } }]);
const tooMany = () =>
  queryWrong({}, [{ path: '/groups', code: 'report-too-many', params: { limit: mostReported.cells } }]);

/** A value with the texts that stand for it in the statement. */
interface Measure {
  readonly said: ReportValue;
  readonly found: ReportField | undefined;
  readonly text: string;
  /** The column that has the currency of the amounts; absent: all are in one, or in none. */
  readonly currency?: string;
}

/** The question as one statement. */
class Asked {
  readonly call: Call;
  readonly form: Form;
  readonly query: ReportQuery;
  readonly plan: ListPlan;
  readonly groups: readonly ReportGroup[];
  readonly fields: readonly ReportField[];
  readonly measures: readonly Measure[];
  readonly zone: string;
  readonly sql: string;
  readonly #parts: ReportParts;

  constructor(
    parts: ReportParts,
    call: Call,
    form: Form,
    query: ReportQuery,
    targets: CalledTargets | undefined,
  ) {
    this.#parts = parts;
    this.call = call;
    this.form = form;
    this.query = query;
    if (query.entries !== undefined) this.#readableRows(query.entries);
    this.groups = groupsOf(query);
    this.fields = this.groups.map(({ field }) => this.#readable(field));
    this.zone = parts.zone(call.org);
    const { filter, q, rights } = query;
    this.plan = planList(parts, call, form, {
      query: {
        view: query.view ?? 'manage',
        fields: [],
        sort: [],
        ...(filter && { filter }),
        ...(q && { q }),
        ...(rights && { rights }),
      },
      question: '',
      possible: { copied: false, assigned: query.view === 'use' },
      targets,
    });
    this.measures = query.values.map((said) => this.#measure(said));
    this.sql = this.#statement();
  }

  #readable(path: string): ReportField {
    const found = reportField(this.form, this.query, path);
    const { field } = found ?? {};
    if (found && (!field || this.call.rights.readable(this.form, field))) return found;
    throw this.#forbidden();
  }

  /** How many rows there are is told to nobody who may not read them. */
  #readableRows(path: string): void {
    const rows = this.form.byId.get(path);
    if (!rows || !this.call.rights.readable(this.form, rows)) throw this.#forbidden();
  }

  /** The field is not named: whoever asks for a report by its name did not name it either. */
  #forbidden() {
    return forbidden({ form: { ...this.form.label }, action: 'read' });
  }

  #measure(said: ReportValue): Measure {
    if (said.field === undefined) return { said, found: undefined, text: '' };
    const found = this.#readable(said.field);
    const text = this.#column(found);
    const path = currencyPathOf(found, this.query);
    return {
      said,
      found,
      text,
      ...(path !== undefined && { currency: this.#column(this.#readable(path)) }),
    };
  }

  /** A column as the caller sees it. */
  #column({ id, inRows, field }: ReportField): string {
    const { layouts } = this.#parts;
    const record = { layout: this.plan.layout, alias: recordAlias };
    const rows = this.plan.layout.entries.find((one) => one.field === this.query.entries);
    const own = inRows && rows ? { layout: rows, alias: rowAlias } : record;
    const name = own.layout.byId.get(id)?.name;
    if (name === undefined) throw new Error(`no column of ${id} in ${this.form.id}`);
    const plain = `${own.alias}.${name}`;
    const layout = (form: string) => layouts.byId(this.call.served, form);
    return field ? shownColumn({ call: this.call, layout }, field, plain, own, record) : plain;
  }

  #statement(): string {
    const { dialect } = this.#parts;
    const keys = this.fields.map((found, at) => {
      const text = this.#column(found);
      if (!isDated(found)) return text;
      const { zone } = this;
      return spanText(dialect, found, text, { zone, by: this.groups[at]?.by, now: this.call.now.instant });
    });
    const currencies = this.measures.flatMap(({ currency }, at) =>
      currency ? [[currency, `c${at}`] as const] : [],
    );
    const shown = [
      ...keys.map((text, at) => `${text} AS k${at}`),
      ...currencies.map(([text, name]) => `${text} AS ${name}`),
      'COUNT(*) AS n',
      ...this.measures.flatMap(({ said, found, text }, at) => {
        if (!found) return [];
        const is = (one: string, name: string) => `${one}(${text}) AS ${name}${at}`;
        const sum = `${dialect.sum(text, found.column)} AS s${at}`;
        const count = is('COUNT', 'n');
        if (said.of === 'least') return [count, is('MIN', 'l')];
        return said.of === 'most' ? [count, is('MAX', 'm')] : [count, sum];
      }),
    ];
    // By their places: a field may be called as one of these columns is.
    const by = [...keys, ...currencies].map((_, at) => at + 1);
    const { layout, where } = this.plan;
    const rows = layout.entries.find((one) => one.field === this.query.entries);
    const id = (of: typeof layout | NonNullable<typeof rows>, name: string) =>
      of.byId.get(name)?.name ?? name;
    const from = rows
      ? `${rows.table} ${rowAlias} JOIN ${layout.table} ${recordAlias} ON ${recordAlias}.${id(layout, 'id')} = ${rowAlias}.${id(rows, 'record')}`
      : `${layout.table} ${recordAlias}`;
    const grouped = by.length > 0 ? ` GROUP BY ${by.join(', ')} LIMIT ${mostRead + 1}` : '';
    return `SELECT ${shown.join(', ')} FROM ${from} WHERE ${where}${grouped}`;
  }
}

async function laidOut(parts: ReportParts, asked: Asked, rows: readonly Row[]): Promise<Report> {
  const { call, query, fields, measures } = asked;
  const slices = createSlices();
  const wholes = await slices.drain(wholesOf(parts, asked, rows));
  const stored = wholes.map((one) => one.keys);
  const keys = await keysOf(parts, call, asked, stored);
  const found: Group[] = wholes.map(({ values }, at) => ({ keys: keys[at] ?? [], values }));
  const across = query.across !== undefined;
  const steps = layOut({
    groups: found,
    across,
    depth: query.groups.length,
    values: measures.map(({ said, found: of, currency }) => ({
      of: said.of,
      scale: of?.field ? scaleOf(of.field, of.column) : 0,
      byCurrency: currency !== undefined,
    })),
    compare: compareKeys(fields, call.language),
  });
  const laid = await slices.drain(steps);
  const cells = laid.lines.length * (laid.columns.length + 1) * measures.length;
  if (laid.columns.length > mostReported.across || cells > mostReported.cells) throw tooMany();
  return { ...described(asked), ...(await organisationsOf(parts, call, asked, stored)), ...laid };
}

interface Whole {
  readonly keys: readonly Json[];
  readonly values: readonly Tallies[];
}

/** Puts together the rows that are of one group, with a break offered after each. */
function* wholesOf(
  { dialect }: ReportParts,
  { fields, groups, measures, zone }: Asked,
  rows: readonly Row[],
): Generator<undefined, readonly Whole[]> {
  const found = new Map<string, Whole>();
  for (const row of rows) {
    const keys = fields.map((of, at): Json => {
      const cell = row[`k${at}`] ?? null;
      return isDated(of) ? spanIn(cell, { zone, by: groups[at]?.by }) : dialect.decode(of.column, cell);
    });
    const values = measures.map((measure, at): Tallies => talliesOf(dialect, measure, row, at));
    const name = JSON.stringify(keys);
    const known = found.get(name);
    const whole = known
      ? { keys, values: values.map((one, at) => together([known.values[at] ?? new Map(), one])) }
      : { keys, values };
    found.set(name, whole);
    if (found.size > mostReported.cells) throw tooMany();
    yield;
  }
  return [...found.values()];
}

function described({
  call,
  form,
  query,
  groups,
  fields,
  measures,
}: Asked): Omit<Report, 'columns' | 'lines'> {
  const named = (path: string) => {
    const [first = '', second] = path.split('.');
    const upper = form.byId.get(first);
    const below = second === undefined ? undefined : upper?.rows?.byId.get(second);
    return below ? `${upper?.name}.${below.name}` : (upper?.name ?? path);
  };
  const shown = groups.map(({ field, by }, at) => ({
    field: named(field),
    ...(by && { by }),
    label: { ...(fields[at]?.label ?? { zh: field, en: field }) },
  }));
  const last = shown.at(-1);
  return {
    ...(query.entries !== undefined && { entries: named(query.entries) }),
    groups: query.across ? shown.slice(0, -1) : shown,
    ...(query.across && last && { across: last }),
    values: measures.map(({ said, found }) => {
      const field = found?.field;
      const code = field && currencyCode(field);
      const withheld = field && hidingReferences(call, field) !== undefined;
      return {
        of: said.of,
        ...(said.field !== undefined && { field: named(said.field) }),
        label: { ...measureLabel(said, found?.label) },
        ...(code !== undefined && { currency: code }),
        ...(field && { kind: kindOf(field), digits: String(amountDigits(field)) }),
        ...(withheld && { partial: 'withheld' as const }),
      };
    }),
  };
}

/** What is made of another kind is told as that, but for computed numbers, which have digits of their own. */
function kindOf({ kind, inner }: NonNullable<ReportField['field']>): string {
  const isNumber = kind.name === 'computed' && inner?.kind.name === 'decimal';
  return isNumber ? kind.name : (inner?.kind ?? kind).name;
}

function talliesOf(
  dialect: PlanParts['dialect'],
  { said, found, currency }: Measure,
  row: Row,
  at: number,
): Tallies {
  const count = Number(found ? row[`n${at}`] : row['n']);
  const value = (name: string): string | null => {
    const cell = row[`${name}${at}`];
    if (!found || cell === null || cell === undefined) return null;
    return textOf(dialect.decode(found.column, cell));
  };
  const tally: Tally = { count, sum: sumIn(row[`s${at}`]), least: value('l'), most: value('m') };
  const code = currency === undefined ? '' : row[`c${at}`];
  const isKnown = typeof code === 'string' && isCurrency(code);
  // Nothing stands there: a group of one currency says nothing of the others.
  if (found && count === 0 && said.of !== 'count') return new Map();
  return new Map([[isKnown ? code : '', tally]]);
}

/** Databases write sums as they please; one that nobody can read is our mistake, and no amount of nothing. */
function sumIn(cell: Cell | undefined): string | null {
  if (cell === null || cell === undefined) return null;
  const sum = parseDecimal(String(cell));
  if (sum === null) throw new Error(`a sum that the database wrote cannot be read: ${String(cell)}`);
  return add(sum, '0');
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : String(value);
}

/** Digits of an average: of an amount those it has, of anything else at least two. */
function scaleOf(field: NonNullable<ReportField['field']>, column: Column): number {
  if ((field.inner ?? field).kind.name === 'money') return amountDigits(field);
  return column.type === 'decimal' ? Math.max(2, Math.min(column.scale, 6)) : 2;
}
