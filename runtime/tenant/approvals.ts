import type { HistoryRow } from '../../migrations/rows/tables.ts';
import { type ApprovalPolicy, noApprovals } from '../../rules/changes/needs-approval.ts';
import type { FormTable } from '../call/call.ts';
import type { Connection, Dialect } from '../database/database.ts';
import { historyColumns, readEvent } from '../storage/store/commit/history-row.ts';
import type { WriteEvent } from '../storage/store/commit/planned-write.ts';
import { rowsOf, type Stored } from '../storage/store/record/stored.ts';

/** Id of the platform's form that says what needs a second person. */
export const settingsForm = 'tenant-settings';

/**
 * Tells which writes need approval by the settings of the root organisation: read once, then kept by the writes this
 * node sees.
 */
export interface Approvals {
  /** The same object while nothing changes. */
  policy(root: string): ApprovalPolicy;
  follow(events: readonly WriteEvent[]): void;
  reload(connection: Connection, table: FormTable): Promise<void>;
}

export function createApprovals(dialect: Dialect): Approvals {
  /** By organisation: each may have a document, and the root's holds. */
  const known = new Map<string, { readonly revision: number; readonly policy: ApprovalPolicy }>();

  function follow(events: readonly WriteEvent[]): void {
    for (const { form, revision, stored } of events) {
      if (form !== settingsForm || !stored || (known.get(stored.org)?.revision ?? -1) >= revision) continue;
      known.set(stored.org, { revision, policy: policyOf(stored) });
    }
  }

  return {
    policy: (root) => known.get(root)?.policy ?? noApprovals,
    follow,
    async reload(connection, { name }) {
      const columns = historyColumns.split(', ').map((column) => `h.${column}`);
      const rows = await connection.all<HistoryRow>(
        `SELECT ${columns.join(', ')} FROM ${dialect.quote(name)} v JOIN gj_history h ON h.revision = v.revision`,
      );
      follow(rows.map(readEvent));
    },
  };
}

function policyOf(stored: Stored): ApprovalPolicy {
  const named = (field: string, member: string) =>
    new Set(rowsOf(stored[field]).map((row) => String(row[member])));
  return {
    types: named('approvalTypes', 'type'),
    forms: named('approvalForms', 'form'),
    danger: stored['approvalDanger'] === true,
    designs: stored['approvalDesigns'] === true,
  };
}
