import {
  type ChartWord,
  chartWords,
  fieldsOfViews,
  usesProperty,
  type ViewField,
  viewFields,
} from '../../property/view-kinds.ts';
import { chartQuestion } from '../../report/chart-view.ts';
import { reportFlaws } from '../../report/report-fields.ts';
import { canName, fieldAbove } from '../../report/view-fits.ts';
import type { ViewSource } from '../../source.ts';
import { isSystemMember, systemMembers } from '../../system-members.ts';
import { whereFits } from '../../where-fits.ts';
import type { Place } from '../layers/report.ts';
import { pointed } from '../layers/report.ts';
import { checkFacts, factsFrom } from './check-facts.ts';
import { type Checking, checkNames, placeOfPart, reportUnknownField } from './checking.ts';

/** Checks that views say what their kinds need and nothing else, of fields that are there and fit. */
export function checkViews(checking: Checking): void {
  const { form } = checking;
  checkNames(checking, 'views', form.views);
  for (const view of form.views) checkView(checking, view);
}

function checkView(checking: Checking, view: ViewSource): void {
  const { form, layered, report } = checking;
  const { name, kind } = view;
  const placeOf = (property: string): Place =>
    layered.said.get(`views/${name}/${property}`)?.at(-1)?.place ??
    pointed(placeOfPart(checking, view), `/${property}`);
  const { needs } = fieldsOfViews[kind];
  for (const property of viewFields) {
    const id = view[property] ?? '';
    if (id === '' && needs.includes(property))
      report.error('view-needs', placeOfPart(checking, view), { name, kind, property });
    else if (id !== '' && !usesProperty(kind, property))
      report.error('view-unfit', placeOf(property), { name, kind, property });
    else if (id !== '' && !canName(form, kind, property, id))
      reportUnknownField(report, placeOf(property), form, id);
  }
  for (const property of chartWords)
    if (view[property] !== undefined && !usesProperty(kind, property))
      report.error('view-unfit', placeOf(property), { name, kind, property });
  if (kind === 'chart') checkChart(checking, view, placeOf);
  if (kind === 'tree' && !fieldAbove(form))
    report.error('view-needs', placeOfPart(checking, view), { name, kind, property: 'parent' });
  if (view.filter) checkFacts(view.filter, placeOf('filter'), factsFrom(checking, ''), checking);
  for (const [at, id] of (view.columns ?? []).entries()) {
    const field = form.byId.get(id);
    const place = itemPlace(placeOf('columns'), at, layered.said.has(`views/${name}/columns`));
    if (field ? !whereFits.columns(field) : !isMember(id)) reportUnknownField(report, place, form, id);
  }
  for (const [at, key] of (view.sort ?? []).entries()) {
    const id = key.replace(/^-/, '');
    const field = form.byId.get(id);
    const place = itemPlace(placeOf('sort'), at, layered.said.has(`views/${name}/sort`));
    if (field && !whereFits.sort(field)) report.error('not-sortable', place, { field: id });
    else if (!field && !(isSystemMember(id) && systemMembers[id].sortable))
      reportUnknownField(report, place, form, id);
  }
}

/** The words of a chart fit its fields: a span is one of days, and what is made of a number needs one. */
function checkChart(
  { form, report }: Checking,
  view: ViewSource,
  placeOf: (property: string) => Place,
): void {
  const isKnown = (id: string | undefined) => !id || form.byId.has(id) || isMember(id);
  if (!view.groupBy || ![view.groupBy, view.across, view.value].every(isKnown)) return;
  for (const { path, code, params } of reportFlaws(form, chartQuestion(view))) {
    const property = flawed[path];
    // Fields that do not fit are told already, each at its own place.
    if (property === 'by')
      report.error('report-not-dated', placeOf('by'), { field: String(params?.['field']) });
    else if (property === 'measure' && code === 'schema-required')
      report.error('view-needs', placeOf('measure'), { name: view.name, kind: view.kind, property: 'value' });
    else if (property === 'measure' && code === 'schema-unknown')
      report.error('view-unfit', placeOf('value'), { name: view.name, kind: view.kind, property: 'value' });
  }
}

/** Of a report's question, what a view says there. */
const flawed: Readonly<Record<string, ViewField | ChartWord>> = {
  '/groups/0/by': 'by',
  '/values/0': 'measure',
  '/values/0/field': 'measure',
};

/** What a layer differs in does not stand in the order of what it comes to. */
function itemPlace(place: Place, at: number, isEdited: boolean): Place {
  return isEdited ? place : pointed(place, `/${at}`);
}

function isMember(id: string): boolean {
  return isSystemMember(id) && id !== 'id' && id !== 'revision';
}
