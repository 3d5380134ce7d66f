import type { Json } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import type { Field, Form, Model } from '../../metadata/model.ts';

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
  | 'print'
  | 'report'
  | 'link'
  | 'send'
  | 'history'
  | 'purge'
  | 'approve-changes'
  | (string & {});

/** Rights that change nothing: what a credential for reading may do, and what nobody else has to agree to. */
export const harmless: ReadonlySet<Action> = new Set([
  'read',
  'history',
  'export',
  'print',
  'report',
  'link',
  'match',
]);

/** The rights by which one may do an action; actions that are not named here are their own right. */
const rights: Readonly<Record<string, Action>> = {
  copy: 'create',
  'change-sharing': 'share',
  depersonalise: 'personalise',
};

export function rightFor(action: Action): Action {
  return Object.hasOwn(rights, action) ? (rights[action] ?? action) : action;
}

/** Rights that actions need beside their own, by their capability. */
export type AlsoNeeded = Readonly<Record<string, Action>>;

/** A right that an action of a form needs beside its own; null: none. */
export function alsoNeeded(needed: AlsoNeeded, form: Form, action: Action): Action | null {
  const declared = form.actions.find(({ name }) => name === action);
  return (declared && needed[declared.capability]) ?? null;
}

/** Organisations whose records something may be done to. */
export type Scope = 'all' | ReadonlySet<string>;

/** What a record has to say to be among those a right is limited to: its field, by id, names one of these records. */
export interface Limit {
  readonly field: string;
  readonly among: ReadonlySet<string>;
}

/** Records of some organisations that a right reaches as far as they keep to all of the limits. */
export interface Limited {
  readonly orgs: Scope;
  readonly limits: readonly Limit[];
}

/** Whether a record, or the member of one that is asked about, keeps to all limits. */
export function keepsTo(limits: readonly Limit[], record: Readonly<Record<string, unknown>>): boolean {
  return limits.every(({ field, among }) => among.has(String(record[field])));
}

/**
 * `system`: set what holds for the whole system; whoever may change an organisation's own value may not do that.
 * `reveal`: be told secrets in clear.
 */
export type ParameterAccess = 'read' | 'write' | 'approve' | 'system' | 'reveal';

export type DesignAccess = 'design' | 'publish';

/** A place where a design changes something. One that says nothing is everything. */
export interface DesignPlace {
  /** Id of the form. */
  readonly form?: string;
  /** The package that brought the form. */
  readonly package?: string;
  /** Path of the menu it stands in. */
  readonly menu?: string;
}

/** Whether something may be done anywhere, be it to some records alone. */
export function mayAnywhere(rights: Rights, form: Form, action: Action): boolean {
  const scope = rights.scope(form, action);
  return scope === 'all' || scope.size > 0 || rights.limited(form, action).length > 0;
}

/** The rights of one principal; compiled once per user and revision, asked on every request. Denies by default. */
export interface Rights {
  /** Own, subtree or all, as a set of organisation ids, of whose records it reaches every one; empty: "nowhere". */
  scope(form: Form, action: Action): Scope;
  /** What it reaches beside: whoever asks `scope` alone keeps these from the caller. */
  limited(form: Form, action: Action): readonly Limited[];
  /** Organisations whose values of parameters of a type may be read or set. */
  parameters(type: string, access: ParameterAccess): Scope;
  /** The organisations that the principal may act for (call with). */
  readonly places: Scope;
  /** Whether an organisation is one of them. */
  uses(org: string): boolean;
  readable(form: Form, field: Field): boolean;
  writable(form: Form, field: Field): boolean;
  /** Whether the principal has a role, by its number; an administrator is whoever is asked for. */
  bears(role: string): boolean;
  /** Whether a place may be designed, or published when it was; without a place: whether any may. */
  designs(does: DesignAccess, place?: DesignPlace): boolean;
  /** May publish metadata, install packages, see all of the audit trail: platform administrators. */
  readonly administers: boolean;
}

/**
 * Answers what a refusal tells of a right somebody lacks: form and action as people know them, the right's name beside.
 */
export function missingRight(model: Model, form: Form, action: Action): Readonly<Record<string, Json>> {
  return {
    form: { ...form.label },
    action: { ...actionLabel(model, form, action) },
    right: rightFor(action),
  };
}

/** As the form calls it, or as roles do. */
function actionLabel(model: Model, form: Form, action: Action): Label {
  const right = rightFor(action);
  const own = form.actions.find(({ name }) => name === action);
  const grants = model.formsById.get('role')?.byName.get('grants')?.rows;
  const known = ['actions', 'withheld'].flatMap((name) => grants?.byName.get(name)?.options ?? []);
  return own?.label ?? known.find(({ value }) => value === right)?.label ?? { zh: right, en: right };
}
