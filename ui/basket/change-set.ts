import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import type { State } from '../../rules/changes/states.ts';

export type ChangeState = State;

/** What one may do to a set now. */
export type Step =
  | 'edit'
  | 'propose'
  | 'withdraw'
  | 'approve'
  | 'reject'
  | 'publish'
  | 'schedule'
  | 'discard'
  | 'rollback';

export interface Person {
  readonly id?: string;
  readonly name?: string | null;
  readonly number?: string | null;
  readonly at?: string | null;
}

/** A change set as lists have it. */
export interface ChangeSummary {
  readonly id: string;
  readonly revision: number;
  readonly number: string | null;
  readonly name: string | null;
  readonly state: ChangeState;
  readonly reason: string | null;
  /** How many changes are in it, and how many of those are dangerous. */
  readonly count: number;
  readonly dangers: number;
  readonly createdBy: Person | null;
  readonly createdAt: string | null;
  readonly modifiedAt: string | null;
  readonly proposedBy: Person | null;
  readonly approvedBy: Person | null;
  readonly publishedAt: string | null;
  readonly scheduledAt: string | null;
  readonly notAfter: string | null;
  /** Id of the set it rolls back. */
  readonly undoes: string | null;
  /** Id of the design it is published with. */
  readonly design: string | null;
  readonly failure: { readonly message: string; readonly at: string | null } | null;
  readonly may: Readonly<Record<Step, boolean>>;
}

interface Org {
  readonly id: string;
  readonly number: string;
  readonly name: string;
}

/** One change: of a parameter, or of a record. Beyond what one may see it is `hidden`. */
export interface ChangeItem {
  readonly id: string;
  readonly action:
    | 'set'
    | 'unset'
    | 'lock'
    | 'unlock'
    | 'create'
    | 'change'
    | 'enable'
    | 'disable'
    | 'delete'
    | 'restore';
  readonly hidden?: true;
  readonly org?: Org | null;
  readonly danger?: boolean;
  /** Of a dangerous one: what it does. */
  readonly turnsOff?: Label;
  readonly type?: string;
  readonly key?: string;
  readonly label?: Label | null;
  readonly value?: Json;
  readonly raw?: string | null;
  readonly locked?: boolean;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
  readonly form?: string;
  readonly formLabel?: Label | null;
  readonly record?: string | null;
  readonly body?: JsonObject;
  readonly as?: string;
  /** What stood there when it was put in; null: nothing. */
  readonly base?: {
    readonly revision: number;
    readonly value?: Json;
    readonly raw?: string | null;
    readonly locked?: boolean;
    readonly number?: string | null;
    readonly fields?: JsonObject;
  } | null;
}

export interface ChangeSet extends ChangeSummary {
  readonly items: readonly ChangeItem[];
  readonly history: readonly {
    readonly step: string;
    readonly state: ChangeState;
    readonly by: Person | null;
    readonly at: string | null;
    readonly reason: string | null;
    readonly revision: number;
  }[];
  readonly needsApproval: readonly {
    readonly why: 'type' | 'form' | 'danger';
    readonly type?: string;
    readonly key?: string;
    readonly form?: string;
    readonly items: readonly string[];
  }[];
  /** Whose the design is, and who sees it. Null: there is none that could be shared. */
  readonly sharing: {
    readonly by: Person;
    readonly shared: boolean;
    /** Whether whoever asks sees it. */
    readonly seen: boolean;
  } | null;
  /** Of a roll back: what was changed since, and by whom. */
  readonly left?: readonly {
    readonly item: ChangeItem;
    readonly by: Person | null;
    readonly at: string | null;
    readonly why: 'changed-since' | 'no-version';
  }[];
}

/** An item as it is sent. */
export type SentItem = JsonObject;

/** An item of a set, as it would be put in again. */
export function resent(item: ChangeItem): SentItem {
  const { id: _id, action, org, type, key, validFrom = null, validTo = null, base } = item;
  const number = org?.number ?? null;
  const seen = base ? { ifMatch: base.revision } : {};
  if (type !== undefined && key !== undefined) {
    const place = { action, type, key, org: number, validFrom, validTo, ...seen };
    if (action !== 'set') return place;
    const said =
      item.raw === null || item.raw === undefined ? { value: item.value ?? null } : { raw: item.raw };
    return { ...place, ...said, locked: item.locked ?? false };
  }
  const { form = '', record, body, as } = item;
  return {
    action,
    form,
    ...(number !== null && { org: number }),
    ...(record && action !== 'create' && { record, ...seen }),
    ...(body && { body }),
    ...(as !== undefined && { as }),
  };
}
