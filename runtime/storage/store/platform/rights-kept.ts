import type { Problem } from '../../../../metadata/common/issue.ts';
import { type Json, pointerTo } from '../../../../metadata/common/json.ts';
import { nearNames } from '../../../../metadata/common/near-names.ts';
import type { FieldSet } from '../../../../metadata/field.ts';
import { isId } from '../../../../metadata/kinds/common/pointer.ts';
import { limitTarget, madeBy } from '../../../../metadata/limit-target.ts';
import type { Form } from '../../../../metadata/model.ts';
import { platformRights } from '../../../call/system-call.ts';
import { scopesRefused } from '../../../call/token-scopes.ts';
import type { Connection } from '../../../database/database.ts';
import { padded } from '../record/insert.ts';
import { column } from '../record/layout.ts';
import type { Layouts } from '../record/layouts.ts';
import {
  administratorsOwn,
  rightsNotYours,
  rootStays,
  sessionNeeded,
  tokenWithoutSecret,
} from '../record/refusals.ts';
import { rowsOf, type Stored, type StoredRow } from '../record/stored.ts';
import type { SpecialForm, Step } from '../save/parts.ts';
import { heldRoles, isAdministrator } from './last-administrator.ts';

const lists = ['readable', 'writable', 'limitedBy'] as const;

/** The form that a row of a role is about; null: all business forms. */
type Granted = Form | null;

/**
 * Finds fields that a role limits a right to and that its form has not: such a right would give less than was meant,
 * and nobody would be told. A field that stood there before may stay.
 */
export function grantedFieldProblems({ call, before, next }: Step & { readonly next: Stored }): Problem[] {
  const { model } = call.served;
  const known = new Map(rowsOf(before?.['grants']).map((row) => [row.id, row]));
  return rowsOf(next['grants']).flatMap((row, index) => {
    const granted = row['form'] === '*' ? null : model.formsById.get(String(row['form']));
    return granted !== undefined ? ofRow(row, known.get(row.id), granted, pointerTo('grants', index)) : [];
  });
}

function ofRow(row: StoredRow, before: StoredRow | undefined, form: Granted, at: string): Problem[] {
  return lists.flatMap((list) => {
    const said = row[list] ?? null;
    const path = at + pointerTo(list);
    // Of all forms together only what every form has can be said to limit a right.
    if (said === null || (form === null && list !== 'limitedBy')) return [];
    if (!Array.isArray(said)) return [{ path, code: 'not-list' }];
    const had = before?.['form'] === row['form'] ? before?.[list] : null;
    const stood = new Set<Json>(Array.isArray(had) ? had : []);
    const paths = list === 'limitedBy' ? limitFieldsOf(form) : pathsOf(form);
    return said.flatMap((field: Json, place): Problem[] => {
      if (stood.has(field) || paths.includes(String(field))) return [];
      const params = { field, near: nearNames(String(field), paths) };
      return [{ path: path + pointerTo(place), code: 'unknown-field', params }];
    });
  });
}

function limitFieldsOf(form: Granted): readonly string[] {
  if (form === null) return [madeBy];
  const { fields } = form;
  const named = fields.map(({ id }) => id).filter((id) => limitTarget(form, id) !== undefined);
  return ['id', madeBy, ...named];
}

function pathsOf(shape: FieldSet | null): readonly string[] {
  return (shape?.fields ?? []).flatMap((field) => [field.path, ...(field.rows ? pathsOf(field.rows) : [])]);
}

/** All of them stand in each question to the database that a limited right is asked of. */
const mostLimits = 500;

/**
 * Finds what stands for a record that a user is limited to and is no id: it would open nothing, and nobody be told; and
 * more of them than a list could be asked by.
 */
export function limitProblems({ next }: { readonly next: Stored }): Problem[] {
  const limits = rowsOf(next['limits']);
  if (limits.length > mostLimits)
    return [{ path: pointerTo('limits'), code: 'too-many-items', params: { most: mostLimits } }];
  return limits.flatMap(({ recordId }, index) =>
    typeof recordId !== 'string' || isId(recordId)
      ? []
      : [{ path: pointerTo('limits', index, 'recordId'), code: 'not-id' }],
  );
}

interface RightsStep extends Step {
  readonly reader: Connection;
  readonly layouts: Layouts;
}

type Permit = NonNullable<SpecialForm['permit']>;

/*
 * Users, roles, tokens and what belongs to a person are records like others; here is what keeps whoever may write
 * them from handing out what he has not, and from touching an administrator without being one. Asked of the record
 * as it will be, whatever set it: a body, a default, an action, a former version, a copy, an import.
 */
export const ofUser = unlessAdministrator(user);
export const ofRole = unlessAdministrator(async ({ form }) => [
  { path: '', code: 'not-writable', params: { name: form.name, label: { ...form.label } } },
]);
const ofOrganisationAbove = unlessAdministrator(organisation);

/** Everybody's numbers, roles and settings hang on the root: without it nothing can be made any more. */
export const ofOrganisation: Permit = async (reader, layouts, step) => {
  const { call, before, next } = step;
  const isRoot = before !== null && before.id === call.served.orgs.root;
  if (isRoot && (next === null || (before.enabled && !next.enabled))) throw rootStays();
  await ofOrganisationAbove(reader, layouts, step);
};

const ofUsersToken = unlessAdministrator(async (asked) => [
  ...(await owned(asked, 'user')),
  ...tokens(asked),
]);

/** Nobody puts his own under another's name, or another's under his; `field` says whose it is. */
export const ofOwned = (field: string): Permit => unlessAdministrator((asked) => owned(asked, field));

export const ofToken: Permit = async (reader, layouts, step) => {
  if (step.call.byToken && widened(step).length > 0) throw sessionNeeded();
  await ofUsersToken(reader, layouts, step);
  // Only whoever is told its secret makes a token: as a record like others it would open nothing.
  if (step.operation === 'create' && step.call.rights !== platformRights) throw tokenWithoutSecret();
};

function unlessAdministrator(judge: (asked: RightsStep) => Promise<readonly Problem[]>): Permit {
  return async (reader, layouts, step) => {
    if (step.call.rights.administers) return;
    const problems = await judge({ ...step, reader, layouts });
    if (problems.length > 0) throw rightsNotYours({ count: problems.length }, problems);
  };
}

async function user({ call, form, before, next, reader, layouts }: RightsStep): Promise<readonly Problem[]> {
  if (before && (await isAdministrator(reader, layouts, call.served, before.id))) throw administratorsOwn();
  if (!next) return [];
  const problems: Problem[] = [];
  for (const name of ['roles', 'limits']) {
    const had = givenBy(before, name);
    const label = { ...form.byName.get(name)?.label };
    if (givenBy(next, name).some((one) => !had.includes(one)))
      problems.push({ path: `/${name}`, code: 'not-writable', params: { name, label } });
  }
  const home = String(next['organisation'] ?? '');
  if (home !== '' && home !== before?.['organisation'] && !call.rights.uses(home)) {
    const org = call.served.orgs.get(home)?.number ?? null;
    problems.push({ path: '/organisation', code: 'org-unknown', params: { org } });
  }
  return problems;
}

/** What rows of a user give him, each as a text: roles where he holds them, and records that are his own. */
function givenBy(user: Stored | null, field: string): readonly string[] {
  return rowsOf(user?.[field]).map(({ id: _, ...row }) => JSON.stringify(Object.entries(row).toSorted()));
}

async function owned(asked: RightsStep, field: string): Promise<readonly Problem[]> {
  const { call, form, before, next, reader, layouts } = asked;
  const [had, has] = [before?.[field] ?? null, next?.[field] ?? null];
  const me = call.user.id;
  if (typeof had === 'string' && had !== me && (await isAdministrator(reader, layouts, call.served, had)))
    throw administratorsOwn();
  const stays = before ? had === has : has === me || has === null;
  if (!next || stays) return [];
  const label = { ...form.byName.get(field)?.label };
  return [
    {
      path: `/${field}`,
      ...(before ? { code: 'fixed', params: { field, label } } : { code: 'owner-not-you' }),
    },
  ];
}

/** Another's token may be given less, never more, and one's own no more than one has. */
function tokens(asked: RightsStep): readonly Problem[] {
  const { call, before, next } = asked;
  if ((before ?? next)?.['user'] !== call.user.id) return widened(asked);
  const had = list(before?.['scopes']);
  const gained = list(next?.['scopes']).filter((scope) => !had.includes(scope));
  return scopesRefused(call.rights, call.served.model, gained).map((one) => ({ ...one, path: '/scopes' }));
}

/** Finds the places where a token would open more than before, or open longer. */
function widened({ before, next }: Step): readonly Problem[] {
  if (!next) return [];
  const problems: Problem[] = [];
  const wider = (path: string) => problems.push({ path, code: 'token-wider' });
  const scopes = list(before?.['scopes']);
  if (list(next['scopes']).some((scope) => !scopes.includes(scope))) wider('/scopes');
  if (before && later(next['expiresOn'], before['expiresOn'])) wider('/expiresOn');
  if (before && next.enabled && !before.enabled) wider('/enabled');
  return problems;
}

/** Without a day it never ends. */
function later(now: Json | undefined, then: Json | undefined): boolean {
  if (typeof then !== 'string') return false;
  return typeof now !== 'string' || now > then;
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** Below another organisation, those who have rights there and on everything below have them here, too. */
async function organisation({
  call,
  before,
  next,
  reader,
  layouts,
}: RightsStep): Promise<readonly Problem[]> {
  const above = next?.['parent'] ?? null;
  if (!before || typeof above !== 'string' || above === before['parent']) return [];
  const { orgs } = call.served;
  const known = new Set(orgs.ancestors(before.id));
  const gained = [above, ...orgs.ancestors(above)].filter((id) => !known.has(id) && id !== before.id);
  if (gained.length === 0) return [];
  const held = heldRoles(layouts.byId(call.served, 'user'));
  const roles = layouts.byId(call.served, 'role');
  const grants = roles.entries.find(({ field }) => field === 'grants');
  if (!grants) return [];
  const wanted = padded(gained);
  const marks = wanted.map(() => '?').join(', ');
  const found = await reader.first(
    `SELECT 1 AS found FROM ${held.table} h
     JOIN ${grants.table} g ON g.${column(grants, 'record').name} = h.${held.role}
     WHERE h.${held.organisation} IN (${marks}) AND g.${column(grants, 'scope').name} = 'subtree' LIMIT 1`,
    wanted,
  );
  return found ? [{ path: '/parent', code: 'organisation-gives-rights' }] : [];
}
