import { comingWith } from '../../../metadata/coming-rights.ts';
import { BoundedMap } from '../../../metadata/common/bounded-map.ts';
import { rightOf } from '../../../metadata/common/field-roles.ts';
import { listsPath } from '../../../metadata/common/lists-path.ts';
import type { Through } from '../../../metadata/field.ts';
import { fieldOfPath } from '../../../metadata/field-of-path.ts';
import { isId } from '../../../metadata/kinds/common/pointer.ts';
import { limitTarget } from '../../../metadata/limit-target.ts';
import type { Field, Form } from '../../../metadata/model.ts';
import { changeSetForm, parameterForm } from '../../../metadata/names.ts';
import { type FieldSight, seenBy } from '../../../metadata/role-sight.ts';
import type { OrgTree } from '../../../rules/sharing/org-tree.ts';
import {
  type Action,
  type DesignAccess,
  type DesignPlace,
  harmless,
  type Limit,
  type Limited,
  type ParameterAccess,
  type Rights,
  type Scope,
} from '../../call/rights.ts';
import { remember } from '../../common/remember.ts';

/** A role with its grants, wherever it is given. Forms and fields by id. */
export interface Role {
  /** By which fields name it. */
  readonly number: string;
  readonly grants: readonly Grant[];
  readonly paramGrants: readonly ParamGrant[];
  readonly designGrants: readonly DesignGrant[];
  readonly administers: boolean;
}

export interface Grant {
  /** `*` is every form but the platform's own, which are named or administered. */
  readonly form: string;
  /** `all` is every action. */
  readonly actions: readonly string[];
  /** Of the actions a form declares; `*` is all of them. */
  readonly moreActions: readonly string[];
  /** Of what comes with reading and exporting, what does not. */
  readonly withheld: readonly string[];
  /**
   * Ids of fields that have to name what is the bearer's own: himself, or one of the records that he is limited to; `id`:
   * the record is one of these. All of them. Empty: every record.
   */
  readonly limitedBy: readonly string[];
  readonly scope: 'own' | 'subtree' | 'all';
  /** Fields by path (`lines`, `lines.price`). Empty: all. */
  readonly readable: readonly string[];
  /** Empty: all that are readable. */
  readonly writable: readonly string[];
}

export interface ParamGrant {
  /** `*` is every type. */
  readonly type: string;
  readonly access: ParameterAccess;
  readonly scope: 'own' | 'subtree' | 'all';
}

export interface DesignGrant {
  readonly what: 'all' | 'package' | 'menu' | 'form';
  /** Of the package, menu or form. */
  readonly name: string;
  readonly publishes: boolean;
}

/** A role, and the organisation it is held in. */
export interface Assignment {
  readonly role: Role;
  readonly org: string;
}

/** Whose rights they are, as far as it matters which records are his own. */
export interface Bearer {
  readonly id: string;
  /** Ids of the records that he is limited to, by id of their form. */
  readonly records: Readonly<Record<string, readonly string[]>>;
}

/** A credential may be given less than its user has. */
export interface Limits {
  readonly write: boolean;
  readonly administer: boolean;
  readonly publish: boolean;
  readonly reveal: boolean;
}

export const unlimited: Limits = { write: true, administer: true, publish: true, reveal: true };

const nowhere: ReadonlySet<string> = new Set();
const none: readonly Limited[] = [];

/** Read and written by calls of their own, which ask what their content asks; no right on records opens them. */
const ownWays: ReadonlySet<string> = new Set([parameterForm, changeSetForm]);

/** Forms that give rights are written only by who has them all: nobody makes himself an administrator. */
const guardedForms: ReadonlySet<string> = new Set([
  'role',
  'tenant-settings',
  'apollo-app',
  'sign-in-provider',
]);
const guardedFields: Readonly<Record<string, readonly string[]>> = { user: ['roles', 'limits'] };

/**
 * Fields that keep other servers' answers, of which only administrators are told: whoever types addresses could look
 * round a network by them.
 */
const answersOfOthers: Readonly<Record<string, string>> = { callback: 'answered' };

/** Whether a grant only lets its bearer know which organisations there are; he may not yet act for them. */
function onlyKnows({ form, actions }: Grant): boolean {
  return form === 'organisation' && actions.every((action) => harmless.has(action));
}

/** Whether it matters who holds these roles: some of what they give is limited to his own. */
export function dependsOnBearer(assignments: readonly Assignment[]): boolean {
  return assignments.some(({ role }) => role.grants.some(({ limitedBy }) => limitedBy.length > 0));
}

/** Compiles the rights of whoever holds these roles. A right that no grant names is denied. */
export function compileRights(
  assignments: readonly Assignment[],
  orgs: OrgTree,
  limits: Limits = unlimited,
  bearer?: Bearer,
): Rights {
  const isAdministrator = assignments.some(({ role }) => role.administers);
  const administers = limits.administer && isAdministrator;
  const grants = assignments.flatMap(({ role, org }) =>
    role.grants.map((grant) => ({ grant, org, role: role.number })),
  );
  const isLimiting = dependsOnBearer(assignments);
  const scopes = new Map<string, Map<Action, Scope>>();
  // By the form itself, as fields are: which form a field refers to is the model's to say.
  const limitedOf = new WeakMap<Form, Map<Action, readonly Limited[]>>();
  // By the form itself: the next model has another one of the same id.
  const fields = new WeakMap<Form, Map<string, FieldSight>>();
  const parameterScopes = new Map<string, Map<ParameterAccess, Scope>>();
  const union = (places: readonly Place[]): Scope => together(places, orgs);
  const places = administers
    ? 'all'
    : union([
        ...assignments.map(({ org }): Place => ({ org, scope: 'own' })),
        ...grants.filter(({ grant }) => !onlyKnows(grant)).map(placeOf),
        // Holders of parameter grants may act for those organisations, since parameters are asked for in the name of
        // one.
        ...assignments.flatMap(({ role, org }) => role.paramGrants.map((grant) => placeOf({ grant, org }))),
      ]);

  function scope(form: Form, action: Action): Scope {
    if (ownWays.has(form.id)) return nowhere;
    const harms = !harmless.has(action);
    if (harms && !limits.write) return nowhere;
    if (administers && isPlatforms(form)) return 'all';
    if (harms && guardedForms.has(form.id)) return nowhere;
    return union(
      giving(form, action)
        .filter(({ grant }) => grant.limitedBy.length === 0)
        .map(placeOf),
    );
  }

  function giving(form: Form, action: Action): typeof grants {
    return grants.filter(({ grant }) => covers(grant, form) && allows(grant, form, action));
  }

  function limited(form: Form, action: Action): readonly Limited[] {
    const harms = !harmless.has(action);
    const closed = harms && (!limits.write || guardedForms.has(form.id));
    const whole = known(form, action);
    if (closed || ownWays.has(form.id) || whole === 'all') return [];
    return giving(form, action).flatMap(({ grant, org }): Limited[] => {
      if (grant.limitedBy.length === 0) return [];
      const scope = union([placeOf({ grant, org })]);
      const rest = scope === 'all' ? scope : scope.difference(whole);
      const isCovered = rest !== 'all' && rest.size === 0;
      return isCovered ? [] : [{ orgs: rest, limits: limitsOf(grant, form, bearer) }];
    });
  }

  function see(form: Form, field: Field): FieldSight {
    if (ownWays.has(form.id)) return { readable: false, writable: false };
    if (administers && isPlatforms(form)) return { readable: true, writable: limits.write };
    if (!administers && answersOfOthers[form.id] === field.path) return { readable: false, writable: false };
    const own = grants.filter(({ grant }) => covers(grant, form));
    const open =
      (field.through ?? []).every(reads) && (field.reads ?? []).every((path) => isOpen(form, path));
    const seen = own.map(({ grant, role }) => seenBy(role, grant, form, field));
    const readable = open && seen.some((one) => one.readable);
    const guarded = guardedFields[form.id]?.includes(field.path.split('.')[0] ?? '') === true;
    const writable = readable && limits.write && !guarded && seen.some((one) => one.writable);
    return { readable, writable };
  }

  /** Whether a field of which another one is made may be read itself. */
  function isOpen(form: Form, path: string): boolean {
    const field = fieldOfPath(form, path);
    return field !== undefined && seen(form, field).readable;
  }

  /** Whether a value made of other records may be read, as there. */
  function reads({ form, platform, field, roles = [] }: Through): boolean {
    if (administers && platform) return true;
    if (!administers && answersOfOthers[form] === field) return false;
    return grants.some(({ grant, role }) => {
      const covered = grant.form === form || (grant.form === '*' && !platform);
      if (!covered || !(grant.actions.includes('all') || grant.actions.includes('read'))) return false;
      const right = rightOf(roles, role);
      return right === undefined ? listsPath(grant.readable, field) : right !== 'none';
    });
  }

  function parameters(type: string, access: ParameterAccess): Scope {
    if (access === 'reveal' ? !limits.reveal : access !== 'read' && !limits.write) return nowhere;
    const places = assignments.flatMap(({ role, org }) =>
      role.paramGrants
        .filter((grant) => grant.access === access && (grant.type === '*' || grant.type === type))
        .map((grant) => placeOf({ grant, org })),
    );
    return union(places);
  }

  /**
   * Whether one may design: forms are the same for everybody, so that it matters nowhere in which organisation a role
   * is held.
   */
  function designs(does: DesignAccess, place?: DesignPlace): boolean {
    // A publish moves tables: a token needs more for it than for any write.
    const publishes = limits.publish || limits.administer;
    if (!limits.write || (does === 'publish' && !publishes)) return false;
    if (isAdministrator && publishes) return true;
    return assignments.some(({ role }) =>
      role.designGrants.some((grant) => (does === 'design' || grant.publishes) && covering(grant, place)),
    );
  }

  const known = (form: Form, action: Action): Scope =>
    remember(remember(scopes, form.id, newMap<Action, Scope>), action, () => scope(form, action));

  const seen = (form: Form, field: Field): FieldSight => {
    const known = fields.get(form) ?? new Map<string, FieldSight>();
    fields.set(form, known);
    return remember(known, field.path, () => see(form, field));
  };

  return {
    administers,
    scope: known,
    limited: (form, action) =>
      isLimiting
        ? remember(remember(limitedOf, form, newMap<Action, readonly Limited[]>), action, () =>
            limited(form, action),
          )
        : none,
    parameters: (type, access) =>
      remember(remember(parameterScopes, type, newMap<ParameterAccess, Scope>), access, () =>
        parameters(type, access),
      ),
    designs,
    places,
    uses: (org) => places === 'all' || places.has(org),
    readable: (form, field) => seen(form, field).readable,
    writable: (form, field) => seen(form, field).writable,
    bears: (wanted) => isAdministrator || assignments.some(({ role }) => role.number === wanted),
  };
}

/** Its records, or what it goes by: how long passwords are and sessions last is not business. */
function isPlatforms(form: Form): boolean {
  return form.kind === 'platform' || guardedForms.has(form.id);
}

/** Without a place anything will do. */
function covering({ what, name }: DesignGrant, place: DesignPlace | undefined): boolean {
  if (what === 'all' || place === undefined) return true;
  if (what === 'menu') return place.menu === name || place.menu?.startsWith(`${name}/`) === true;
  return place[what] === name;
}

function covers(grant: Grant, form: Form): boolean {
  return grant.form === form.id || (grant.form === '*' && !isPlatforms(form));
}

function allows(grant: Grant, form: Form, action: Action): boolean {
  const { actions, moreActions, withheld } = grant;
  const declared = form.actions.some(({ name }) => name === action);
  // What a form calls so itself is given as its other actions are: it may do far more than print or send again.
  const along = !declared && Object.hasOwn(comingWith, action) ? comingWith[action] : undefined;
  if (along === null)
    return !withheld.includes(action) && (moreActions.length > 0 || actions.includes('all'));
  if (along !== undefined) return !withheld.includes(action) && allows(grant, form, along);
  // To agree to what others change is given by its name: whoever may do everything may not therefore agree to it.
  if (actions.includes(action)) return true;
  if (actions.includes('all')) return action !== 'approve-changes';
  return declared && (moreActions.includes('*') || moreActions.includes(action));
}

/** Where nobody knows who holds them, or a form has no such reference, nothing is anybody's own; nor is what is no id. */
function limitsOf({ limitedBy }: Grant, form: Form, bearer: Bearer | undefined): readonly Limit[] {
  return limitedBy.map((field) => {
    const target = limitTarget(form, field);
    const own = target === 'user' ? [bearer?.id ?? []].flat() : bearer?.records[target ?? ''];
    return { field, among: new Set(own?.filter(isId)) };
  });
}

interface Place {
  readonly org: string;
  readonly scope: Grant['scope'];
}

function placeOf({ grant, org }: { readonly grant: Pick<Grant, 'scope'>; readonly org: string }): Place {
  return { org, scope: grant.scope };
}

/** Sets of several places, by their tree; as many of each as whole trees of organisations have room in memory. */
const several = new WeakMap<OrgTree, BoundedMap<string, ReadonlySet<string>>>();
const mostOfTree = 64;

/**
 * All these places at once, those left out that lie below another. One subtree is the tree's own set, and the same
 * places are the same set for everybody, so that no form, action or user costs as much as there are organisations.
 */
function together(places: readonly Place[], orgs: OrgTree): Scope {
  if (places.some(({ scope }) => scope === 'all')) return 'all';
  const below = places.filter(({ org, scope }) => scope === 'subtree' && orgs.get(org));
  const tops = new Set(below.map(({ org }) => org));
  const highest = [...tops].filter((org) => !isBelow(org, tops, orgs));
  const single = new Set(places.filter(({ scope }) => scope === 'own').map(({ org }) => org));
  const alone = [...single].filter((org) => !tops.has(org) && !isBelow(org, tops, orgs));
  const [first] = highest;
  if (first === undefined && alone.length === 0) return nowhere;
  if (first !== undefined && highest.length + alone.length === 1) return orgs.subtree(first);
  const known = remember(several, orgs, () => new BoundedMap<string, ReadonlySet<string>>(mostOfTree));
  return remember(known, [...highest.sort(), '', ...alone.sort()].join(' '), () => {
    const found = new Set(alone);
    for (const top of highest) for (const org of orgs.subtree(top)) found.add(org);
    return found;
  });
}

function isBelow(org: string, tops: ReadonlySet<string>, orgs: OrgTree): boolean {
  return tops.size > 0 && orgs.ancestors(org).some((above) => tops.has(above));
}

function newMap<K, V>(): Map<K, V> {
  return new Map();
}
