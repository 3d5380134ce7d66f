import { nearNames } from '../../common/near-names.ts';
import type { Field } from '../../field.ts';
import { filteredField } from '../../kinds/common/parts-of.ts';
import type { Form } from '../../model.ts';
import { isFormName } from '../../names.ts';
import { fitsView } from '../../report/view-fits.ts';
import type { GroupSource, RuleSource, UniqueSource } from '../../source.ts';
import { isSystemMember, systemMembers } from '../../system-members.ts';
import { isVirtual } from '../../virtual.ts';
import { whereFits } from '../../where-fits.ts';
import { placeOfForm } from '../layers/layered.ts';
import { pointed } from '../layers/report.ts';
import { checkBlocks } from './check-blocks.ts';
import { checkConditional, checkFacts, factNames, factsFrom } from './check-facts.ts';
import { checkViews } from './check-views.ts';
import { type Checking, checkNames, placeOfPart, reportUnknownField } from './checking.ts';

/** The actions that the platform offers on every record. */
const builtIn: ReadonlySet<string> = new Set([
  'enable',
  'disable',
  'copy',
  'personalise',
  'depersonalise',
  'change-sharing',
  'transfer',
]);

/** Names, keys, sharing, actions and locks of a form. */
export function checkForm(checking: Checking): void {
  const { form, layered, report } = checking;
  const { origin } = layered;
  if (!isFormName(form.name)) report.error('form-name', placeOfForm(layered, 'name'), { name: form.name });
  if (origin.id !== undefined && !isFormName(form.id)) {
    report.error('form-name', placeOfForm(layered, 'id'), { name: form.id });
  }
  const { title } = layered.source;
  const titled = form.byId.get(title ?? '');
  if (title !== undefined && !(titled && whereFits.title(titled))) unknownField(checking, 'title', title);
  const picture = form.byId.get(form.picture ?? '');
  if (form.picture && !(picture && fitsView(form, 'gallery', 'picture', picture) && !isVirtual(picture)))
    unknownField(checking, 'picture', form.picture);
  for (const id of form.key) if (!isKept(form.byId.get(id))) unknownField(checking, 'key', id);
  for (const id of form.quick ?? []) {
    const field = form.byId.get(id);
    if (!field || !whereFits.quick(field)) unknownField(checking, 'quick', id);
  }
  for (const [index, ids] of form.indexes.entries()) {
    for (const id of ids) {
      const isOwner = id === 'org' && form.sharing !== undefined;
      if (!isOwner && !isKept(form.byId.get(id))) {
        reportUnknownField(report, placeOfForm(layered, 'indexes', form.indexes[index]), form, id);
      }
    }
  }
  if (form.kind === 'master' && !form.number && form.key.length === 0)
    report.warning('form-without-key', placeOfForm(layered, 'name'), { form: form.name });
  const { sharing } = form;
  if (sharing && !sharing.allowed.includes(sharing.default)) {
    report.error('sharing-default', placeOfForm(layered, 'sharing/default'), { sharing: sharing.default });
  }
  if (!sharing && !layered.isOpen && (form.kind === 'master' || form.kind === 'document'))
    report.warning('sharing-unsaid', placeOfForm(layered, 'name'), { form: form.name });
  checkActionNames(checking);
  checkPreset(checking);
}

function checkActionNames(checking: Checking): void {
  const { form, report } = checking;
  checkNames(checking, 'actions', form.actions);
  for (const action of form.actions) {
    const place = placeOfPart(checking, action);
    if (builtIn.has(action.name))
      report.error('action-reserved', pointed(place, '/name'), { name: action.name });
    if (action.when) checkFacts(action.when, pointed(place, '/when'), factsFrom(checking, ''), checking);
  }
}

function checkPreset(checking: Checking): void {
  const { form, layered } = checking;
  for (const id of form.preset?.fields ?? [])
    if (!form.byId.has(id)) unknownField(checking, 'preset/fields', id);
  const where = form.preset?.where;
  if (where) checkFacts(where, placeOfForm(layered, 'preset/where'), factsFrom(checking, ''), checking);
}

function unknownField({ form, layered, report }: Checking, property: string, id: string): void {
  reportUnknownField(report, placeOfForm(layered, property, id), form, id);
}

function isKept(field: Field | undefined): boolean {
  return field !== undefined && whereFits.key(field);
}

/** Rules and unique keys speak about fields that exist. */
export function checkRules(checking: Checking): void {
  const { form } = checking;
  checkNames(checking, 'rules', form.rules);
  checkNames(checking, 'unique', form.unique);
  for (const rule of form.rules) checkRule(checking, rule);
  for (const unique of form.unique) checkUnique(checking, unique);
}

function nearEntries({ entries }: Form, named: string): readonly string[] {
  return nearNames(
    named,
    entries.flatMap(({ id, rows }) => [id, ...(rows?.entries ?? []).map((inner) => `${id}.${inner.id}`)]),
  );
}

function checkRule(checking: Checking, rule: RuleSource): void {
  const { builder, form, layered, report } = checking;
  const place = placeOfPart(checking, rule);
  const each = rule.each ?? '';
  if (each !== '' && !builder.look(layered, '', each)?.rows) {
    report.error('unknown-entries', pointed(place, '/each'), {
      entries: each,
      near: nearEntries(form, each),
    });
    return;
  }
  const knows = factsFrom(checking, each);
  if (rule.when) checkFacts(rule.when, pointed(place, '/when'), knows, checking);
  checkFacts(rule.check, pointed(place, '/check'), knows, checking);
  for (const [index, field] of rule.fields.entries()) {
    if (!knows(field))
      report.error('unknown-field', pointed(place, `/fields/${index}`), {
        field,
        near: nearNames(field, factNames(form)),
      });
  }
}

function checkUnique(checking: Checking, unique: UniqueSource): void {
  const { builder, form, layered, report } = checking;
  const place = placeOfPart(checking, unique);
  const across = unique.across ?? '';
  if (across !== '' && !builder.look(layered, '', across)?.rows) {
    report.error('unknown-entries', pointed(place, '/across'), {
      entries: across,
      near: nearEntries(form, across),
    });
    return;
  }
  if (unique.within === 'record' && across === '')
    report.error('unique-within', pointed(place, '/within'), { name: unique.name });
  const [record, rows] = [factsFrom(checking, ''), factsFrom(checking, across)];
  const knows = (fact: string) => rows(fact) || record(fact);
  if (unique.where) checkFacts(unique.where, pointed(place, '/where'), knows, checking);
  for (const [index, field] of unique.fields.entries()) {
    const ofRows = builder.look(layered, across, field);
    const found = ofRows ?? builder.look(layered, '', field);
    const at = pointed(place, `/fields/${index}`);
    if (found && isVirtual(found)) report.error('field-virtual', at, { field, label: { ...found.label } });
    else if (found && (found.rows || found.kind.secret))
      report.error('field-unfit', at, { field, kind: found.kind.name });
    else if (!knows(field))
      report.error('unknown-field', at, { field, near: nearNames(field, factNames(form)) });
  }
}

/** Checks that fields which the layout and the list show exist, and stand once. */
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
  checkBlocks(checking);
  checkViews(checking);
  checkList(checking);
}

function checkGroup(checking: Checking, group: GroupSource, placed: Set<string>): void {
  const { form, layered, report } = checking;
  const { tab } = group;
  const isThere = ({ name }: { readonly name: string }) => name === tab;
  if (tab !== undefined && !form.layout.tabs.some(isThere) && !layered.droppedParts?.has(`tabs/${tab}`)) {
    const said = layered.said.get(`layout/groups/${group.name}/tab`)?.at(-1);
    const near = nearNames(
      tab,
      form.layout.tabs.map(({ name }) => name),
    );
    const place = said?.place ?? placeOfPart(checking, group);
    report.error('unknown-part', place, { part: 'tabs', name: tab, near });
  }
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
  for (const id of columns) {
    const field = form.byId.get(id);
    if (field ? !whereFits.columns(field) : !isSystemMember(id)) unknownField(checking, 'list/columns', id);
    else if (!field) checkMember(checking, 'list/columns', id);
  }
  for (const id of filters) {
    const field = filteredField(id, form.byId);
    if (field ? !whereFits.filters(field) : !isSystemMember(id)) unknownField(checking, 'list/filters', id);
    else if (!field) checkMember(checking, 'list/filters', id);
  }
  for (const key of sort) {
    const id = key.replace(/^-/, '');
    const sorting = form.byId.get(id);
    if (sorting && whereFits.sort(sorting)) continue;
    if (!sorting && isSystemMember(id)) {
      checkMember(checking, 'list/sort', id, key);
      continue;
    }
    const place = placeOfForm(layered, 'list/sort', key);
    if (sorting) report.error('not-sortable', place, { field: id });
    else reportUnknownField(report, place, form, id);
  }
  for (const id of search) {
    const field = form.byId.get(id);
    const place = placeOfForm(layered, 'list/search', id);
    if (!field) reportUnknownField(report, place, form, id);
    else if (!whereFits.search(field))
      report.error('not-searchable', place, { field: id, kind: field.kind.name });
  }
}

/** Warns of a member that records have and that a list of the form has no use for: it would be left out unsaid. */
function checkMember({ form, layered, report }: Checking, property: string, id: string, said = id): void {
  if (!isSystemMember(id)) return;
  const { only, sortable } = systemMembers[id];
  const has = only === undefined || (only === 'sharing' ? form.sharing !== undefined : form.validity);
  const fits = property === 'list/sort' ? sortable : id !== 'id' && id !== 'revision';
  if (!has || !fits) report.warning('member-unused', placeOfForm(layered, property, said), { name: id });
}
