import type { Connection } from '../../database/database.ts';
import type { AuditEntry, Counting } from './audit-entry.ts';
import { createTally } from './tally.ts';

export interface Audit extends Counting {
  record(entry: AuditEntry): Promise<void>;
}

export interface AuditParts {
  readonly database: Connection;
  clock(): number;
  newId(): string;
  /** Told what went wrong beside a request. Default: nobody is told. */
  readonly failed?: (error: unknown) => void;
}

export function createAudit({ database, clock, newId, failed = () => {} }: AuditParts): Audit {
  async function write({ action, actor: as, target, org, detail: said }: AuditEntry): Promise<string> {
    const id = newId();
    const actor = as?.seenBy ?? as;
    const detail = as?.seenBy ? { ...said, seenAs: as.number } : said;
    await database.run(
      'insert into gj_audit (id, at, actor, actor_name, action, target, org, detail) values (?, ?, ?, ?, ?, ?, ?, ?)',
      [
        id,
        clock(),
        actor?.id ?? null,
        actor?.number ?? null,
        action,
        target?.slice(0, 255) ?? null,
        org ?? null,
        detail ? JSON.stringify(detail) : null,
      ],
    );
    return id;
  }

  const tally = createTally({
    clock,
    failed,
    write,
    async rewrite(id, detail) {
      await database.run('update gj_audit set detail = ? where id = ?', [JSON.stringify(detail), id]);
    },
  });
  return {
    record: async (entry) => void (await write(entry)),
    ...tally,
  };
}
