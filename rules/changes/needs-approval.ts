import { type Item, isParam } from './item.ts';

/** The changes that a second person has to agree to. */
export interface ApprovalPolicy {
  readonly types: ReadonlySet<string>;
  /** By id. */
  readonly forms: ReadonlySet<string>;
  /** All parameters that are marked as dangerous. */
  readonly danger: boolean;
  /** Designs of metadata. */
  readonly designs: boolean;
}

export const noApprovals: ApprovalPolicy = {
  types: new Set(),
  forms: new Set(),
  danger: false,
  designs: false,
};

export type ApprovalReason =
  | { readonly why: 'type'; readonly type: string; readonly items: readonly string[] }
  | { readonly why: 'form'; readonly form: string; readonly items: readonly string[] }
  | {
      readonly why: 'danger';
      readonly type: string;
      readonly key: string;
      readonly items: readonly string[];
    };

/** Returns the reasons why a set has to be approved; none: it need not be. */
export function approvalReasons(
  items: readonly Item[],
  policy: ApprovalPolicy,
  isDanger: (type: string, key: string) => boolean,
): readonly ApprovalReason[] {
  const reasons = new Map<string, ApprovalReason>();
  const add = (name: string, reason: ApprovalReason, item: Item) => {
    const known = reasons.get(name) ?? reason;
    reasons.set(name, { ...known, items: [...known.items, item.id] });
  };
  for (const item of items) {
    if (!isParam(item)) {
      const { form } = item;
      if (policy.forms.has(form)) add(`form ${form}`, { why: 'form', form, items: [] }, item);
      continue;
    }
    const { type, key } = item;
    if (policy.types.has(type)) add(`type ${type}`, { why: 'type', type, items: [] }, item);
    else if (policy.danger && isDanger(type, key))
      add(`danger ${type} ${key}`, { why: 'danger', type, key, items: [] }, item);
  }
  return [...reasons.values()];
}

/** Tells whether a parameter is written by approval only. */
export function needsApproval(policy: ApprovalPolicy, type: string, isDanger: boolean): boolean {
  return policy.types.has(type) || (policy.danger && isDanger);
}
