import { BoundedMap } from '../../../../metadata/common/bounded-map.ts';
import { compare } from '../../../../metadata/common/decimal.ts';
import { isObject, type Json } from '../../../../metadata/common/json.ts';
import type { Label, Language } from '../../../../metadata/common/label.ts';
import type { SharingStrategy } from '../../../../metadata/common/sharing-strategies.ts';
import type { Report, ReportKey } from '../../../../metadata/contract/reports/calls.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { SpanName } from '../../../../metadata/property/report-words.ts';
import { isDated, isOrganisation, type ReportField } from '../../../../metadata/report/report-fields.ts';
import type { ReportGroup } from '../../../../metadata/report-source.ts';
import { withheldIn, withheldLabels } from '../../../../metadata/withheld.ts';
import { type ClockStretch, clockStretches, instantsOf, toLocal } from '../../../../rules/calendar.ts';
import { daysOf, spanOf } from '../../../../rules/report/span-of.ts';
import { byName } from '../../../../rules/sharing/strategies/index.ts';
import type { Call } from '../../../call/call.ts';
import type { Cell, Connection, Dialect } from '../../../database/database.ts';
import type { Answers } from '../answer/answers.ts';
import { type Answer, type Member, membersOf, type SystemName, writeSome } from '../answer/wire.ts';
import type { Stored } from '../record/stored.ts';

const lengths: Readonly<Record<SpanName, number>> = { day: 10, week: 10, month: 7, quarter: 7, year: 4 };
/** A moment of UTC to the second. */
const second = 19;
/** So many times the clock of a zone was set that a statement knows of: twenty years where it is set twice a year. */
const mostStretches = 40;
/** Databases add minutes to no moment of the last year that they know. */
const last = '9999-01-01T00:00:00.000Z';

interface Span {
  readonly zone: string;
  readonly by: SpanName | undefined;
}

/**
 * The text of a statement that tells in which span the days or moments of a column are. Those of moments are told by the
 * clock of the zone, so that the database puts a day or a month together; long before the present and after it, where it
 * would take too many settings of that clock to say, each second is told apart.
 */
export function spanText(
  dialect: Dialect,
  { comparison, column }: Pick<ReportField, 'comparison' | 'column'>,
  text: string,
  { zone, by = 'day', now }: Span & { readonly now: string },
): string {
  const begins = (of: string, length: number) => `SUBSTR(${of}, 1, ${length})`;
  const plain = `CAST(${text} AS CHAR)`;
  if (comparison === 'date') return begins(plain, lengths[by]);
  const until = `${Number(now.slice(0, 4)) + 2}-01-01T00:00:00.000Z`;
  const since = (moment: string) => `${text} >= '${String(dialect.encode(column, moment))}'`;
  const stretches = stretchesOf(zone, until);
  const whens = stretches.map(
    ({ from, minutes }) =>
      `WHEN ${from === null ? `${text} IS NOT NULL` : since(from)} THEN ${begins(dialect.clock(text, minutes), lengths[by])}`,
  );
  const beyond = stretches[0]?.before ?? last;
  return `CASE WHEN ${since(beyond)} THEN ${begins(plain, second)} ${whens.join(' ')} ELSE ${begins(plain, second)} END`;
}

/** A calendar takes some ten milliseconds to find when a clock was set, and that is the same all year. */
const known = new BoundedMap<string, readonly ClockStretch[]>(200);

function stretchesOf(zone: string, until: string): readonly ClockStretch[] {
  const name = `${zone} ${until}`;
  const found = known.get(name) ?? clockStretches(zone, until, mostStretches);
  known.set(name, found);
  return found;
}

/** Names the span of a cell that such a text told. */
export function spanIn(cell: Cell, { zone, by = 'day' }: Span): string | null {
  if (cell === null) return null;
  const text = String(cell);
  if (text.length === second)
    return spanOf(toLocal(`${text.slice(0, 10)}T${text.slice(11)}.000Z`, zone).date, by);
  return by === 'quarter' || by === 'week' ? spanOf(`${text}-01`.slice(0, 10), by) : text;
}

interface Parts {
  readonly answers: Answers;
  readonly reader: (call: Call) => Connection;
}

interface Asked {
  readonly form: Form;
  readonly query: { readonly entries?: string };
  readonly groups: readonly ReportGroup[];
  readonly fields: readonly ReportField[];
  readonly zone: string;
}

/** Stored values as their reader is answered them, and as he reads them. */
export async function keysOf(
  { answers, reader }: Parts,
  call: Call,
  asked: Asked,
  stored: readonly (readonly Json[])[],
): Promise<readonly (readonly ReportKey[])[]> {
  const { groups, fields, zone } = asked;
  const wire = wiring(asked);
  const written = await answers.labelled(reader(call), call, (answer) =>
    stored.map((keys) => keys.map((value, at) => wire(value, at, answer))),
  );
  return written.map((keys) =>
    keys.map((value, at) => ({
      value,
      text: textOf(value, fields[at], groups[at], call.language),
      ...endsOf(value, fields[at], groups[at], zone),
    })),
  );
}

/** The organisations among stored values, and those above them. */
export async function organisationsOf(
  { answers, reader }: Parts,
  call: Call,
  asked: Asked,
  stored: readonly (readonly Json[])[],
): Promise<Pick<Report, 'organisations'>> {
  const places = asked.fields.flatMap((found, at) => (isOrganisation(found) ? [at] : []));
  const [place] = places;
  if (place === undefined) return {};
  const { orgs } = call.served;
  const parents = new Map<string, string | null>();
  const known = (id: string): void => {
    for (let at: string | null = id; at !== null && !parents.has(at); at = parents.get(at) ?? null)
      parents.set(at, orgs.get(at)?.parent ?? null);
  };
  for (const keys of stored)
    for (const at of places) {
      const value = keys[at];
      if (typeof value === 'string') known(value);
    }
  const wire = wiring(asked);
  const written = await answers.labelled(reader(call), call, (answer) =>
    [...parents].map(([id, parent]) => ({ id, parent, value: wire(id, place, answer) })),
  );
  const [found, group] = [asked.fields[place], asked.groups[place]];
  return {
    organisations: written.map(({ id, parent, value }) => ({
      id,
      parent,
      text: textOf(value, found, group, call.language),
    })),
  };
}

/** Writes the value of a group as answers have it. */
function wiring({ form, query, fields }: Pick<Asked, 'form' | 'query' | 'fields'>) {
  const shape = (inRows: boolean) => (inRows ? form.byId.get(query.entries ?? '')?.rows : form) ?? form;
  const members = fields.map(
    ({ id, inRows, field }): Member | undefined =>
      field && membersOf(shape(inRows), (one) => one === field).find((member) => member.id === id),
  );
  return (value: Json, at: number, answer: Answer): Json => {
    const [found, member] = [fields[at], members[at]];
    if (value === null || !found || isDated(found)) return value;
    if (member) return member.write(value, answer);
    const name = found.id as SystemName;
    return writeSome({ [name]: value } as unknown as Stored, [], [name], answer)[name] ?? null;
  };
}

/** Between which days or moments a span lies. */
function endsOf(
  value: Json,
  found: ReportField | undefined,
  group: ReportGroup | undefined,
  zone: string,
): Pick<ReportKey, 'from' | 'to' | 'before'> {
  if (value === null || !found || !isDated(found)) return {};
  const [from, to] = daysOf(String(value), group?.by ?? 'day');
  return found.comparison === 'date' ? { from, to } : instantsOf(from, to, zone);
}

function textOf(
  value: Json,
  found: ReportField | undefined,
  group: ReportGroup | undefined,
  language: Language,
): string {
  if (value === null || !found) return '';
  if (isDated(found)) return spokenSpan(String(value), group?.by ?? 'day')[language];
  if (isObject(value)) return pointerText(value, language);
  if (found.field) return found.field.kind.format(value, found.field, language);
  if (found.id === 'sharing') return byName[value as SharingStrategy]?.label[language] ?? String(value);
  return found.column.type === 'boolean' ? yesNo[value === true ? 'yes' : 'no'][language] : String(value);
}

const yesNo = { yes: { zh: '是', en: 'Yes' }, no: { zh: '否', en: 'No' } };

function pointerText(value: Readonly<Record<string, Json>>, language: Language): string {
  const withheld = withheldIn(value);
  const said = [value['name'], value['number']].find((one) => typeof one === 'string' && one !== '');
  return said === undefined && withheld
    ? withheldLabels[withheld][language]
    : String(said ?? value['id'] ?? '');
}

/** A span as people write it. */
function spokenSpan(span: string, by: SpanName): Label {
  const [year = '', rest = ''] = span.split('-');
  if (by === 'year') return { zh: `${year}年`, en: year };
  if (by === 'quarter') return { zh: `${year}年第${rest.slice(1)}季度`, en: `${rest} ${year}` };
  if (by === 'month') return { zh: `${year}年${Number(rest)}月`, en: span };
  return by === 'week' ? { zh: `${span} 起的一周`, en: `Week of ${span}` } : { zh: span, en: span };
}

/** Options in their order, days, numbers and texts in theirs, records by how they are called; what is empty comes last. */
export function compareKeys(fields: readonly ReportField[], language: Language) {
  const collator = new Intl.Collator(language, { numeric: true });
  const places = fields.map(
    ({ field }) => new Map(field?.options?.map(({ value }, at) => [String(value), at])),
  );
  return (place: number, a: ReportKey, b: ReportKey): number => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
    const options = places[place];
    const order = (key: ReportKey) => options?.get(String(key.value)) ?? options?.size ?? 0;
    if (options && options.size > 0 && order(a) !== order(b)) return order(a) - order(b);
    const found = fields[place];
    if (found && isDated(found)) return String(a.value) < String(b.value) ? -1 : 1;
    if (found?.comparison === 'number') return compare(String(a.value), String(b.value));
    return collator.compare(a.text, b.text);
  };
}
