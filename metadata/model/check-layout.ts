import type { Form } from '../model.ts';
import type { GroupSource } from '../source.ts';
import { isSystemMember } from '../system-members.ts';
import { checkConditional, factsFrom } from './check-facts.ts';
import { checkNames, unknownField } from './check-form.ts';
import { type Checking, placeOfPart } from './checking.ts';
import { isSearchable } from './form-builder.ts';
import { placeOfForm } from './layered.ts';
import { pointed } from './report.ts';
import { reportUnknownField } from './unknown-field.ts';

/** What the layout and the list show exists, and stands once. */
export function checkLayout(checking: Checking): void {
  const tabs = checking.layered.source.layout?.tabs ?? [];
  const groups = tabs.flatMap((tab) => tab.groups);
  checkNames(checking, 'tabs', tabs);
  checkNames(checking, 'groups', groups);
  const knows = factsFrom(checking, '');
  for (const part of [...tabs, ...groups]) {
    const place = pointed(placeOfPart(checking, part), '/visible');
    checkConditional(part.visible ?? true, place, knows, checking);
  }
  const placed = new Set<string>();
  for (const group of groups) checkGroup(checking, group, placed);
  checkList(checking);
}

function checkGroup(checking: Checking, group: GroupSource, placed: Set<string>): void {
  const { form, layered, report } = checking;
  for (const [index, id] of group.fields.entries()) {
    const changed = layered.said.get(`layout/groups/${group.name}/fields`)?.at(-1);
    const place = changed?.place ?? pointed(placeOfPart(checking, group), `/fields/${index}`);
    if (!form.byId.has(id)) reportUnknownField(report, place, form, id);
    else if (placed.has(id) && !isTwice(form, id)) report.error('field-placed-twice', place, { field: id });
    placed.add(id);
  }
}

/** Of two fields of one id that stands at the fields already: a layout made of them names it twice. */
function isTwice({ fields }: Form, id: string): boolean {
  return fields.filter((field) => field.id === id).length > 1;
}

function checkList(checking: Checking): void {
  const { form, layered, report } = checking;
  const { columns, filters, sort, search } = form.list;
  const shown = (id: string) => {
    const field = form.byId.get(id);
    return isSystemMember(id) || (field !== undefined && !field.rows && !field.kind.secret);
  };
  for (const id of columns) if (!shown(id)) unknownField(checking, 'list/columns', id);
  for (const id of filters) if (!shown(id)) unknownField(checking, 'list/filters', id);
  for (const key of sort) {
    const id = key.replace(/^-/, '');
    if (isSystemMember(id) || form.byId.get(id)?.kind.sortable) continue;
    const place = placeOfForm(layered, 'list/sort', key);
    if (form.byId.has(id)) report.error('not-sortable', place, { field: id });
    else reportUnknownField(report, place, form, id);
  }
  for (const id of search) {
    const field = form.byId.get(id);
    const place = placeOfForm(layered, 'list/search', id);
    if (!field) reportUnknownField(report, place, form, id);
    else if (!isSearchable(field)) report.error('not-searchable', place, { field: id });
  }
}
