import { msg } from '@lit/localize';
import type { Condition } from '../../../metadata/condition.ts';
import type { FormModel } from '../../model/form-model.ts';
import { type Parameter, parameterOf } from '../../params/parameter-data.ts';
import { readGrid } from '../../params/parameter-read.ts';
import { valueWords } from '../../params/parameter-words.ts';
import { language } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import type { OrgAnswer } from './map-answers.ts';
import { type OrgFigures, orgFigures } from './map-figures.ts';

/** What of a form is told of each organisation: how many records there are, or what a field adds up to. */
export interface FigureAsked {
  /** Id of the field that is added up; empty: records are counted. */
  readonly sum: string;
  /** Id of the field that tells how much there is of it. Default: it is no share of anything. */
  readonly whole: string;
}

/** Asks by one statement of the server, as far as one may see the records. */
export async function askFigures(form: FormModel, { sum, whole }: FigureAsked): Promise<OrgFigures> {
  const values = [sum, sum === '' ? '' : whole].flatMap((id) => {
    const field = form.byId.get(id);
    return field ? [{ of: 'sum' as const, field: field.name }] : [];
  });
  const body = {
    groups: [{ field: 'org' }],
    values: values.length > 0 ? values : [{ of: 'count' as const }],
  };
  const report = await session.api.call('POST /api/forms/:form/reports', { path: { form: form.name }, body });
  const listOf = (conditions: readonly Condition[]) =>
    `/forms/${form.name}?${new URLSearchParams({ view: 'manage', filter: JSON.stringify({ all: conditions }) })}`;
  return orgFigures(report, { language: language(), listOf });
}

/** Values that are told apart by colour; all further ones share the last. */
const mostValues = 7;

/** The values of a parameter, the most frequent first, each with the organisations that read it. */
export interface OrgValues {
  readonly byOrg: ReadonlyMap<string, OrgAnswer>;
  readonly legend: readonly { readonly text: string; readonly count: number }[];
  /** There are more organisations than were read. */
  readonly isCut: boolean;
}

const mostPages = 5;

/** Reads what the organisation of the page and those below it read of a parameter. */
export async function askValues(path: string): Promise<OrgValues> {
  const parameter = await parameterAt(path);
  const rows: { readonly org: string; readonly text: string }[] = [];
  let next: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await readGrid(parameter, next);
    for (const { org, value } of answer.items)
      rows.push({ org: org.id, text: valueWords(value, parameter.definition) });
    next = answer.next;
    if (next === null) break;
  }
  const counts = [...Map.groupBy(rows, ({ text }) => text)].map(([text, all]) => ({
    text,
    count: all.length,
  }));
  const ordered = counts.toSorted((a, b) => b.count - a.count);
  const others = ordered.slice(mostValues).reduce((sum, { count }) => sum + count, 0);
  const legend = [
    ...ordered.slice(0, mostValues),
    ...(others > 0 ? [{ text: msg('其他值', { id: 'map-other-values' }), count: others }] : []),
  ];
  const seriesOf = new Map(ordered.map(({ text }, at) => [text, Math.min(at, mostValues)]));
  const byOrg = rows.map(({ org, text }): readonly [string, OrgAnswer] => [
    org,
    { tone: 'figure', mark: text, series: seriesOf.get(text) ?? mostValues },
  ]);
  return { byOrg: new Map(byOrg), legend, isCut: next !== null };
}

async function parameterAt(path: string): Promise<Parameter> {
  const { items } = await session.api.call('GET /api/params');
  const definition = items.find(({ type, key }) => `${type}/${key}` === path);
  if (!definition) throw new Error(`no parameter ${path}`);
  return parameterOf(definition, definition.key ?? '', {
    value: null,
    raw: null,
    isSet: false,
    from: { scope: 'unset' },
  });
}
