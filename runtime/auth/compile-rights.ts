import type { Field, Form } from '../../metadata/model.ts';
import type { OrgTree } from '../../rules/sharing/org-tree.ts';
import type { Action, Rights, Scope } from './rights.ts';

/** What a role gives, wherever it is given. Forms by id. */
export interface Role {
  readonly grants: readonly Grant[];
  readonly fields: readonly FieldGrant[];
  readonly administers: boolean;
}

export interface Grant {
  /** `*` is every form but the platform's own, which are named or administered. */
  readonly form: string;
  /** `*` is every action. */
  readonly actions: readonly string[];
  readonly scope: 'own' | 'subtree' | 'all';
}

export interface FieldGrant {
  readonly form: string;
  /** Path by ids: `lines.price`. */
  readonly field: string;
  readonly readable: boolean;
  readonly writable: boolean;
}

/** A role, and the organisation it is held in. */
export interface Assignment {
  readonly role: Role;
  readonly org: string;
}

const nowhere: ReadonlySet<string> = new Set();

/** Forms through which one could give oneself rights: only who administers writes what gives rights there. */
const guarded: Readonly<Record<string, { readonly fields?: readonly string[] }>> = {
  role: {},
  user: { fields: ['roles'] },
};
const harmless: ReadonlySet<Action> = new Set(['read', 'history', 'export']);

export function compileRights(assignments: readonly Assignment[], orgs: OrgTree): Rights {
  const administers = assignments.some(({ role }) => role.administers);
  const scopes = new Map<string, Map<Action, Scope>>();
  const fields = new Map<string, Map<string, Seen>>();
  const places = union(
    assignments.flatMap(({ role, org }) => [
      new Set([org]),
      ...(role.administers ? ['all' as const] : []),
      ...role.grants.map((grant) => reach(grant, org, orgs)),
    ]),
  );

  const granting = (form: Form): readonly Assignment[] =>
    assignments.filter(({ role }) => role.administers || role.grants.some((grant) => covers(grant, form)));

  function scope(form: Form, action: Action): Scope {
    const guard = guarded[form.id];
    if (guard && !guard.fields && !administers && !harmless.has(action)) return nowhere;
    return union(
      assignments.flatMap(({ role, org }) => [
        ...(role.administers && form.kind === 'platform' ? ['all' as const] : []),
        ...role.grants
          .filter(
            (grant) => covers(grant, form) && (grant.actions.includes('*') || grant.actions.includes(action)),
          )
          .map((grant) => reach(grant, org, orgs)),
      ]),
    );
  }

  function see(form: Form, field: Field): Seen {
    const told = granting(form).map(({ role }) =>
      role.fields.find((grant) => grant.form === form.id && grant.field === field.path),
    );
    const readable = told.some((grant) => grant?.readable ?? true);
    const guard = guarded[form.id]?.fields?.includes(field.path.split('.')[0] ?? '') && !administers;
    return { readable, writable: readable && !guard && told.some((grant) => grant?.writable ?? true) };
  }

  const seen = (form: Form, field: Field): Seen =>
    remember(remember(fields, form.id, newMap<string, Seen>), field.path, () => see(form, field));

  return {
    administers,
    scope: (form, action) =>
      remember(remember(scopes, form.id, newMap<Action, Scope>), action, () => scope(form, action)),
    uses: (org) => places === 'all' || places.has(org),
    readable: (form, field) => seen(form, field).readable,
    writable: (form, field) => seen(form, field).writable,
  };
}

interface Seen {
  readonly readable: boolean;
  readonly writable: boolean;
}

function covers(grant: Grant, form: Form): boolean {
  return grant.form === form.id || (grant.form === '*' && form.kind !== 'platform');
}

function reach(grant: Grant, org: string, orgs: OrgTree): Scope {
  if (grant.scope === 'all') return 'all';
  return grant.scope === 'own' ? new Set([org]) : orgs.subtree(org);
}

function union(scopes: readonly Scope[]): Scope {
  const places = new Set<string>();
  for (const scope of scopes) {
    if (scope === 'all') return 'all';
    for (const org of scope) places.add(org);
  }
  return places.size === 0 ? nowhere : places;
}

function remember<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}

function newMap<K, V>(): Map<K, V> {
  return new Map();
}
