import { setBy } from '../../../../metadata/approvals.ts';
import type { Issue } from '../../../../metadata/common/issue.ts';
import type { Json } from '../../../../metadata/common/json.ts';
import type { Condition } from '../../../../metadata/condition.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { ActionSource } from '../../../../metadata/source.ts';
import { column } from '../../../storage/store/record/layout.ts';
import type { RolesQuestion } from './unknown-roles.ts';

/** An action that does what another one did before, to records that are that other one's no more. */
interface Split {
  readonly form: Form;
  readonly former: ActionSource;
  readonly action: ActionSource;
}

/** So many roles stand in the sentence. */
const named = 10;

/**
 * Warns of actions that were parts of another one, where roles list that by its name and not what came of it: those who
 * have them could do it until now.
 */
export async function splitActions(question: RolesQuestion): Promise<readonly Issue[]> {
  const splits = [...question.model.formsById.values()].flatMap((form) => {
    const before = question.former.formsById.get(form.id);
    return before && before.hash !== form.hash ? splitsOf(form, before) : [];
  });
  if (splits.length === 0) return [];
  const listing = await rolesListing(question);
  return splits.flatMap(({ form, former, action }): readonly Issue[] => {
    const roles = listing.filter(
      (one) => one.form === form.id && one.actions.has(former.name) && !one.actions.has(action.name),
    );
    const names = [...new Set(roles.map(({ role }) => role))];
    if (names.length === 0) return [];
    return [
      {
        ...{ code: 'action-split', severity: 'warning', form: form.id, package: form.package },
        pointer: `/actions/${action.name}`,
        params: {
          ...{ form: { ...form.label }, name: form.name, count: names.length },
          ...{ action: { ...action.label }, former: { ...former.label } },
          roles: names.length > named ? [...names.slice(0, named), '…'] : names,
        },
      },
    ];
  });
}

/** New actions that set what a former one set, in a state in which that one does it no more. */
function splitsOf(form: Form, before: Form): readonly Split[] {
  const known = new Map(before.actions.map((action) => [action.name, action]));
  return form.actions
    .filter(({ name }) => !known.has(name))
    .flatMap((action) => {
      const former = before.actions.find((one) => didTheSame(one, action) && covers(one, action));
      return former ? [{ form, former, action }] : [];
    });
}

function didTheSame(one: ActionSource, other: ActionSource): boolean {
  const said = ({ capability, params = {} }: ActionSource) => JSON.stringify([capability, params]);
  return Object.keys(setBy(one)).length > 0 && said(one) === said(other);
}

/** Whether an action was offered wherever another one is, as far as the fields tell that it sets. */
function covers(former: ActionSource, action: ActionSource): boolean {
  return Object.keys(setBy(former)).some((field) => {
    const [wide, narrow] = [askedOf(former, field), askedOf(action, field)];
    return narrow.length > 0 && (wide.length === 0 || narrow.every((value) => wide.includes(value)));
  });
}

/** The values of a field for which an action is offered; none: it asks for none. */
function askedOf({ when }: ActionSource, field: string): readonly Json[] {
  const all: readonly Condition[] = when === undefined ? [] : 'all' in when ? when.all : [when];
  return all.flatMap((one): readonly Json[] => {
    if (!('fact' in one) || one.fact !== field || one.value === undefined) return [];
    if (one.operator === 'equal') return [one.value];
    return one.operator === 'in' && Array.isArray(one.value) ? one.value : [];
  });
}

interface Listing {
  /** Number of the role. */
  readonly role: string;
  readonly form: string;
  readonly actions: ReadonlySet<string>;
}

/** Roles that list actions by their names; those that allow all of a form have what comes, too. */
async function rolesListing({ reader, layout }: RolesQuestion): Promise<readonly Listing[]> {
  const grants = layout.entries.find(({ field }) => field === 'grants');
  if (!grants) return [];
  const [form, actions, record] = ['form', 'moreActions', 'record'].map((id) => column(grants, id).name);
  const [id, name, number] = ['id', 'name', 'number'].map((one) => column(layout, one).name);
  const rows = await reader.all<{
    form: string;
    actions: string | null;
    name: string | null;
    number: string;
  }>(
    `SELECT g.${form} AS form, g.${actions} AS actions, r.${name} AS name, r.${number} AS number
      FROM ${grants.table} g JOIN ${layout.table} r ON r.${id} = g.${record} ORDER BY r.${number}`,
  );
  return rows.flatMap((row) => {
    const listed = new Set((row.actions ?? '').split(',').map((one) => one.trim()));
    return listed.has('*') ? [] : [{ role: row.name || row.number, form: row.form, actions: listed }];
  });
}
