import { createHash } from 'node:crypto';
import { isObject, type Json } from '../../../metadata/common/json.ts';

/** An entry of the audit trail as it is stored. */
export interface TrailEntryRow {
  readonly id: string;
  readonly at: number;
  readonly actor: string | null;
  readonly actor_name: string | null;
  readonly action: string;
  readonly target: string | null;
  readonly org: string | null;
  /** JSON. */
  readonly detail: string | null;
}

export const trailEntryColumns = 'id, at, actor, actor_name, action, target, org, detail';

/** The SHA-256 of an entry: all that it says, but for how often something was counted since it was written. */
export function digestOfEntry(row: TrailEntryRow): string {
  const { id, at, actor, actor_name, action, target, org, detail } = row;
  const said = [id, Number(at), actor, actor_name, action, target, org, withoutCount(detail)];
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url');
}

/** An entry that counts is written with its first event, and its count for an hour (`runtime/access/auth/tally.ts`). */
function withoutCount(detail: string | null): string | null {
  const said = readDetail(detail);
  if (said === undefined || !isObject(said)) return detail;
  const { count, until, ...rest } = said;
  const kept = count === undefined || until === undefined ? said : rest;
  return Object.keys(kept).length === 0 ? null : JSON.stringify(kept);
}

/** Undefined: it is no JSON. */
export function readDetail(detail: string | null): Json | undefined {
  try {
    return detail === null ? null : (JSON.parse(detail) as Json);
  } catch {
    return undefined;
  }
}
