/**
 * Shows over the page what an action would do to records before it is done; answers whether something was done, once it
 * is left.
 */
export type Desk = (ids: readonly string[]) => Promise<boolean>;

export interface DeskDomain {
  /** By what an action of a form is there for. */
  readonly desks?: Readonly<Record<string, Desk>>;
}

export function deskFor(domains: readonly DeskDomain[], capability: string): Desk | undefined {
  return domains.map(({ desks }) => desks?.[capability]).find((desk) => desk !== undefined);
}
