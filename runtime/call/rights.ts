import type { Field, Form } from '../../metadata/model.ts';

export type Action =
  | 'read'
  | 'create'
  | 'edit'
  | 'delete'
  | 'enable'
  | 'disable'
  | 'assign'
  | 'share'
  | 'transfer'
  | 'personalise'
  | 'import'
  | 'export'
  | 'history'
  | 'purge'
  | (string & {});

/** Which right lets one do an action; those that are not named here are their own. */
const rights: Readonly<Record<string, Action>> = {
  copy: 'create',
  'change-sharing': 'share',
  depersonalise: 'personalise',
};

export function rightFor(action: Action): Action {
  return Object.hasOwn(rights, action) ? (rights[action] ?? action) : action;
}

/** Organisations whose records something may be done to. */
export type Scope = 'all' | ReadonlySet<string>;

/** `system`: set what holds for the whole system; whoever may change an organisation's own value may not do that. */
export type ParameterAccess = 'read' | 'write' | 'approve' | 'system';

/** What one principal may do; compiled once per user and revision, asked on every request. Denies by default. */
export interface Rights {
  /** Own, subtree or all, as a set of organisation ids; an empty set is "nowhere". */
  scope(form: Form, action: Action): Scope;
  /** Organisations whose values of parameters of a type may be read or set. */
  parameters(type: string, access: ParameterAccess): Scope;
  /** Whether the principal may act for (call with) an organisation. */
  uses(org: string): boolean;
  readable(form: Form, field: Field): boolean;
  writable(form: Form, field: Field): boolean;
  /** May publish metadata, install packages, see all of the audit trail: platform administrators. */
  readonly administers: boolean;
}
