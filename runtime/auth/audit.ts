import type { JsonObject } from '../../metadata/json.ts';
import type { Connection } from '../database/database.ts';

/** Something that happened and left no version of a record: sign-ins, refusals, publishes, exports, tokens. */
interface AuditEntry {
  readonly action: string;
  readonly actor?: { readonly id: string; readonly number: string };
  /** What it was done to: a user's number, a package, a form. */
  readonly target?: string;
  readonly org?: string;
  readonly detail?: JsonObject;
}

export interface Audit {
  record(entry: AuditEntry): Promise<void>;
}

export interface AuditParts {
  readonly database: Connection;
  clock(): number;
  newId(): string;
}

export function createAudit({ database, clock, newId }: AuditParts): Audit {
  return {
    async record({ action, actor, target, org, detail }) {
      await database.run(
        'insert into gj_audit (id, at, actor, actor_name, action, target, org, detail) values (?, ?, ?, ?, ?, ?, ?, ?)',
        [
          newId(),
          clock(),
          actor?.id ?? null,
          actor?.number ?? null,
          action,
          target?.slice(0, 255) ?? null,
          org ?? null,
          detail ? JSON.stringify(detail) : null,
        ],
      );
    },
  };
}
