import type { OrgTree } from '../../rules/sharing/org-tree.ts';

/** The time zones of organisations, at one moment. */
export interface OrgZones {
  readonly tree: OrgTree;
  /** Its own time zone, or that of the nearest above it, or the usual one. */
  of(id: string): string;
  /** Every one that `of` may tell. */
  readonly all: ReadonlySet<string>;
}
