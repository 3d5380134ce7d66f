import type { Field } from '../field.ts';
import { isFormName, isPartName } from '../names.ts';
import { checkFacts, factsFrom } from './check-facts.ts';
import { type Checking, placeOfPart } from './checking.ts';
import { placeOfForm } from './layered.ts';
import { pointed } from './report.ts';
import { reportUnknownField } from './unknown-field.ts';

/** What the platform offers on every record. */
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
  if (title !== undefined && !form.byId.has(title)) unknownField(checking, 'title', title);
  for (const id of form.key) if (!isKept(form.byId.get(id))) unknownField(checking, 'key', id);
  for (const [index, ids] of form.indexes.entries()) {
    for (const id of ids) {
      if (!isKept(form.byId.get(id))) {
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

/** Layers change parts by their names, so a name is well formed and stands once. */
export function checkNames(
  checking: Checking,
  part: string,
  items: readonly { readonly name: string }[],
): void {
  const seen = new Set<string>();
  for (const item of items) {
    const place = pointed(placeOfPart(checking, item), '/name');
    if (!isPartName(item.name)) checking.report.error('part-name', place, { part, name: item.name });
    if (seen.has(item.name)) checking.report.error('part-twice', place, { part, name: item.name });
    seen.add(item.name);
  }
}

export function unknownField({ form, layered, report }: Checking, property: string, id: string): void {
  reportUnknownField(report, placeOfForm(layered, property, id), form, id);
}

/** Kept in a column of its own, so rows can be found by it. */
function isKept(field: Field | undefined): boolean {
  const column = field?.kind.column(field);
  return column !== undefined && column !== null && column.type !== 'json' && !field?.kind.secret;
}
