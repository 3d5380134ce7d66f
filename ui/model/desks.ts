import type { Capability } from '../../metadata/package-choices.ts';

/** Shows over the page what an action would do to records before it is done; answers whether something was done, once it is left. */
export type Desk = (ids: readonly string[]) => Promise<boolean>;

export interface DeskDomain {
  /** By what an action of a form is there for. */
  readonly desks?: Readonly<Partial<Record<Capability, Desk>>>;
}

export function deskFor(domains: readonly DeskDomain[], capability: Capability): Desk | undefined {
  return domains.map(({ desks }) => desks?.[capability]).find((desk) => desk !== undefined);
}
