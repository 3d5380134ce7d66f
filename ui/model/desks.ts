import { endsRecord } from '../../metadata/approvals.ts';
import type { ActionSource } from '../../metadata/source.ts';
import type { Declaring } from './done-name.ts';

/**
 * Shows over the page what an action would do to records before it is done; answers whether something was done, once it
 * is left.
 */
export type Desk = (ids: readonly string[]) => Promise<boolean>;

export interface DeskDomain {
  /** By what an action of a form is there for. */
  readonly desks?: Readonly<Record<string, Desk>>;
  /** What those actions are there for after which a record is never again what it was. */
  readonly ends?: readonly string[];
}

/** Whether nothing leads back from what an action does. */
export function isEnding(action: ActionSource, form: Declaring, domains: readonly DeskDomain[]): boolean {
  return domains.some(({ ends }) => ends?.includes(action.capability)) || endsRecord(action, form);
}

export function deskFor(domains: readonly DeskDomain[], capability: string): Desk | undefined {
  return domains.map(({ desks }) => desks?.[capability]).find((desk) => desk !== undefined);
}
