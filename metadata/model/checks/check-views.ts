import { fieldsOfViews, viewFields } from '../../property/view-kinds.ts';
import type { ViewSource } from '../../source.ts';
import { isSystemMember, systemMembers } from '../../system-members.ts';
import { fieldAbove, viewFits } from '../../view-fits.ts';
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
  const { needs, uses } = fieldsOfViews[kind];
  for (const property of viewFields) {
    const id = view[property] ?? '';
    const field = form.byId.get(id);
    if (id === '' && needs.includes(property))
      report.error('view-needs', placeOfPart(checking, view), { name, kind, property });
    else if (id !== '' && !uses.includes(property))
      report.error('view-unfit', placeOf(property), { name, kind, property });
    else if (id !== '' && !(field && viewFits[property](field)))
      reportUnknownField(report, placeOf(property), form, id);
  }
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

/** What a layer differs in does not stand in the order of what it comes to. */
function itemPlace(place: Place, at: number, isEdited: boolean): Place {
  return isEdited ? place : pointed(place, `/${at}`);
}

function isMember(id: string): boolean {
  return isSystemMember(id) && id !== 'id' && id !== 'revision';
}
