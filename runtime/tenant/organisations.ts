import { type Org, type OrgTree, orgTree } from '../../rules/sharing/org-tree.ts';
import type { FormTable } from '../call/served.ts';
import type { Connection, Dialect } from '../database/database.ts';
import type { WriteEvent } from '../store/commit/draft.ts';

/** Id of the platform's form whose records are the control tree. */
export const organisationForm = 'organisation';

/** Where no organisation says one. */
export const defaultZone = 'Asia/Shanghai';

/** The control tree of this node: read once, then kept by the writes it sees. */
export interface Organisations {
  tree(): OrgTree;
  /** Its own time zone or that of the nearest above it; undefined: none of them has one. */
  zone(id: string): string | undefined;
  /** Takes over what was written; events may come twice and late, the newest revision of each holds. */
  follow(events: readonly WriteEvent[]): void;
  reload(connection: Connection, table: FormTable, revision: number): Promise<void>;
}

export function createOrganisations(dialect: Dialect): Organisations {
  const orgs = new Map<string, KnownOrg>();
  let tree = orgTree([], 0);
  let newest = 0;

  return {
    tree() {
      if (tree.revision !== newest) tree = orgTree(present(orgs.values()), newest);
      return tree;
    },
    zone(id) {
      for (const org of [id, ...this.tree().ancestors(id)]) {
        const zone = orgs.get(org)?.zone;
        if (zone) return zone;
      }
      return undefined;
    },
    follow(events) {
      for (const { form, record, revision, operation, stored } of events) {
        if (form !== organisationForm || (orgs.get(record)?.revision ?? -1) >= revision) continue;
        const gone = operation === 'delete' || !stored;
        orgs.set(record, gone ? { org: null, zone: '', revision } : { ...keptOf(stored), revision });
        newest = Math.max(newest, revision);
      }
    },
    async reload(connection, table, revision) {
      const names = ['id', 'number', 'name', 'parent', 'timezone', 'enabled', 'revision'];
      const columns = names.map((name) => dialect.quote(table.columns.get(name) ?? name)).join(', ');
      const rows = await connection.all<Record<string, unknown>>(
        `SELECT ${columns} FROM ${dialect.quote(table.name)}`,
      );
      orgs.clear();
      for (const row of rows) {
        orgs.set(String(row['id']), { ...keptOf(row), revision: Number(row['revision']) });
      }
      newest = revision;
      tree = orgTree(present(orgs.values()), newest);
    },
  };
}

interface KnownOrg {
  /** Null: deleted. */
  readonly org: Org | null;
  readonly zone: string;
  readonly revision: number;
}

function* present(kept: Iterable<KnownOrg>): Generator<Org> {
  for (const { org } of kept) if (org) yield org;
}

function keptOf(values: Readonly<Record<string, unknown>>): Pick<KnownOrg, 'org' | 'zone'> {
  const text = (name: string) => String(values[name] ?? '');
  const org: Org = {
    id: text('id'),
    number: text('number'),
    name: text('name'),
    parent: text('parent') || null,
    enabled: values['enabled'] !== false && values['enabled'] !== 0,
  };
  return { org, zone: text('timezone') };
}
