import { greatest } from '../../metadata/common/greatest.ts';
import { type Org, type OrgTree, orgTree } from '../../rules/sharing/org-tree.ts';
import type { FormTable } from '../call/call.ts';
import type { OrgZones } from '../call/org-zones.ts';
import type { Connection, Dialect } from '../database/database.ts';
import type { WriteEvent } from '../storage/store/commit/planned-write.ts';

/** Id of the platform's form whose records are the control tree. */
export const organisationForm = 'organisation';

/** The zone where no organisation says one. */
export const defaultZone = 'Asia/Shanghai';

/** The control tree of this node: read once, then kept by the writes it sees. */
export interface Organisations {
  tree(): OrgTree;
  /** Its own time zone, or that of the nearest above it, or the usual one. */
  zone(id: string): string;
  /** The zones of this moment, which nothing changes any more; the same as long as the tree is. */
  zones(): OrgZones;
  /** Takes over what was written; events may come twice and late, the newest revision of each holds. */
  follow(events: readonly WriteEvent[]): void;
  reload(connection: Connection, table: FormTable, revision: number): Promise<void>;
  /** As they were when these records were so; null: when there was no such record. */
  rewound(records: ReadonlyMap<string, WriteEvent | null>): Organisations;
}

export function createOrganisations(
  dialect: Dialect,
  known: ReadonlyMap<string, KnownOrg> = new Map(),
): Organisations {
  const orgs = new Map(known);
  let newest = greatest(orgs.values().map(({ revision }) => revision));
  let tree = orgTree(present(orgs.values()), newest);
  let zones = zonesOf(tree, orgs);

  function treeNow(): OrgTree {
    if (tree.revision !== newest) tree = orgTree(present(orgs.values()), newest);
    return tree;
  }
  function zonesNow(): OrgZones {
    if (zones.tree !== treeNow()) zones = zonesOf(tree, orgs);
    return zones;
  }

  return {
    tree: treeNow,
    zone: (id) => zonesNow().of(id),
    zones: zonesNow,
    follow(events) {
      for (const event of events) {
        const { form, record, revision } = event;
        if (form !== organisationForm || (orgs.get(record)?.revision ?? -1) >= revision) continue;
        orgs.set(record, knownOf(event));
        newest = Math.max(newest, revision);
      }
    },
    async reload(connection, table, revision) {
      const names = ['id', 'number', 'name', 'parent', 'timezone', 'currency', 'enabled', 'revision'];
      // A column that a newer server has is not there before its packages went into service.
      const columns = names
        .filter((name) => name !== 'currency' || table.columns.has(name))
        .map((name) => dialect.quote(table.columns.get(name) ?? name))
        .join(', ');
      const rows = await connection.all<Record<string, unknown>>(
        `SELECT ${columns} FROM ${dialect.quote(table.name)}`,
      );
      orgs.clear();
      for (const row of rows) {
        orgs.set(String(row['id']), { ...orgOf(row), revision: Number(row['revision']) });
      }
      newest = revision;
      tree = orgTree(present(orgs.values()), newest);
    },
    rewound(records) {
      const then = new Map(orgs);
      for (const [record, event] of records)
        if (event) then.set(record, knownOf(event));
        else then.delete(record);
      return createOrganisations(dialect, then);
    },
  };
}

function knownOf({ operation, stored, revision }: WriteEvent): KnownOrg {
  const gone = operation === 'delete' || !stored;
  return gone ? { org: null, zone: '', revision } : { ...orgOf(stored), revision };
}

function zonesOf(tree: OrgTree, orgs: ReadonlyMap<string, KnownOrg>): OrgZones {
  const own = new Map<string, string>();
  for (const [id, { org, zone }] of orgs) if (org && zone !== '') own.set(id, zone);
  // Every request asks for one.
  const known = new Map<string, string>();
  const find = (id: string): string => {
    const nearest = [id, ...tree.ancestors(id)].find((org) => own.has(org));
    return (nearest === undefined ? undefined : own.get(nearest)) ?? defaultZone;
  };
  return Object.freeze({
    tree,
    of(id: string) {
      const found = known.get(id);
      if (found !== undefined) return found;
      const zone = find(id);
      if (tree.get(id)) known.set(id, zone);
      return zone;
    },
    all: new Set([...own.values(), defaultZone]),
  });
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

function orgOf(values: Readonly<Record<string, unknown>>): Pick<KnownOrg, 'org' | 'zone'> {
  const text = (name: string) => String(values[name] ?? '');
  const org: Org = {
    id: text('id'),
    number: text('number'),
    name: text('name'),
    parent: text('parent') || null,
    enabled: values['enabled'] !== false && values['enabled'] !== 0,
    ...(values['currency'] ? { currency: text('currency') } : {}),
  };
  return { org, zone: text('timezone') };
}
