import type { Label } from './common/label.ts';
import type { Column, Comparison } from './field.ts';

/** A member that every record has beside its fields. */
export interface SystemMemberFacts {
  readonly label: Label;
  readonly column: Column;
  readonly comparison: Comparison;
  /** Whether a list may be ordered by it. */
  readonly sortable: boolean;
  /** Whether the platform alone writes it; from callers it is let through, so that what was read may be sent back. */
  readonly made: boolean;
  /** Id of the form that it points at. Default: it is no reference. */
  readonly target?: 'organisation' | 'user';
  /** Of which forms alone. Default: of all. */
  readonly only?: 'sharing' | 'validity';
  /** Never changes once the record was made. Default: it may. */
  readonly lasting?: true;
  /** Null where nobody said anything. Default: there is always one. */
  readonly empty?: true;
}

const id: Column = { type: 'id' };
const made = { sortable: true, made: true } as const;
const said = { sortable: true, made: false } as const;
const moment = { ...made, column: { type: 'datetime' }, comparison: 'datetime' } as const;
const pointer = { column: id, comparison: 'reference', sortable: false, made: true } as const;
const user = { ...pointer, target: 'user' } as const;
const date = {
  ...said,
  column: { type: 'date' },
  comparison: 'date',
  only: 'validity',
  empty: true,
} as const;

const members = {
  id: { ...made, label: { zh: '内码', en: 'Id' }, column: id, comparison: 'text', lasting: true },
  org: { ...pointer, label: { zh: '创建组织', en: 'Owning organisation' }, target: 'organisation' },
  sharing: {
    ...said,
    label: { zh: '管控策略', en: 'Sharing' },
    column: { type: 'text', length: 20 },
    comparison: 'text',
    only: 'sharing',
  },
  enabled: {
    ...said,
    label: { zh: '启用', en: 'Enabled' },
    column: { type: 'boolean' },
    comparison: 'boolean',
  },
  createdAt: { ...moment, label: { zh: '创建时间', en: 'Created at' }, lasting: true },
  createdBy: { ...user, label: { zh: '创建人', en: 'Created by' }, lasting: true },
  modifiedAt: { ...moment, label: { zh: '修改时间', en: 'Modified at' } },
  modifiedBy: { ...user, label: { zh: '修改人', en: 'Modified by' } },
  revision: {
    ...made,
    label: { zh: '版本', en: 'Revision' },
    column: { type: 'integer' },
    comparison: 'number',
  },
  validFrom: { ...date, label: { zh: '生效日期', en: 'Valid from' } },
  validTo: { ...date, label: { zh: '失效日期', en: 'Valid to' } },
} as const satisfies Readonly<Record<string, SystemMemberFacts>>;

export type SystemMember = keyof typeof members;

/** The system members, with all that is known of each: whatever goes by such a member asks here. */
export const systemMembers: Readonly<Record<SystemMember, SystemMemberFacts>> = members;

export function isSystemMember(name: string): name is SystemMember {
  return Object.hasOwn(systemMembers, name);
}

/**
 * Returns the system members whose facts fit, in their order.
 *
 * @example
 * membersWith(({ target }) => target === 'user') //=> ['createdBy', 'modifiedBy']
 */
export function membersWith(
  fits: (facts: SystemMemberFacts, name: SystemMember) => boolean | undefined,
): readonly SystemMember[] {
  return (Object.keys(systemMembers) as SystemMember[]).filter((name) => fits(systemMembers[name], name));
}

/** The members that an answer may have beside the system members, and that nobody writes. */
export const answeredMembers = ['personalised', '$warnings'] as const;

const answered: ReadonlySet<string> = new Set(answeredMembers);

/** Tells whether an answered record may have a member of that name, though it is no field. */
export function isAnsweredMember(name: string): boolean {
  return isSystemMember(name) || answered.has(name);
}

const stateLabel: Label = { zh: '状态', en: 'State' };
/** Where a field of the form is called as above: two things that are called the same cannot be told apart. */
const enabledLabel: Label = { zh: '启用状态', en: 'Enabled state' };

/** What a list of records with these fields calls whether they are enabled. */
export function stateLabelBeside(fields: readonly { readonly label: Label }[]): Label {
  const isTaken = fields.some(({ label: { zh, en } }) => zh === stateLabel.zh || en === stateLabel.en);
  return isTaken ? enabledLabel : stateLabel;
}

/** Whether a record is enabled, in words. */
export const stateWords = {
  on: { zh: '启用', en: 'Enabled' },
  off: { zh: '禁用', en: 'Disabled' },
} as const;
