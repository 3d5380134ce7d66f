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
  zones(): ZonesInUse;
  /** Takes over what was written; events may come twice and late, the newest revision of each holds. */
  follow(events: readonly WriteEvent[]): void;
  reload(connection: Connection, table: FormTable, revision: number): Promise<void>;
  /** As they were when these records were so; null: when there was no such record. */
  rewound(records: ReadonlyMap<string, WriteEvent | null>): Organisations;
}

export function createOrganisations(dialect: Dialect): Organisations {
  return organisationsOf(dialect, new Map(), orgTree([], 0));
}

/** `orgs` is its own from now on. */
function organisationsOf(dialect: Dialect, orgs: Map<string, KnownOrg>, first: OrgTree): Organisations {
  let tree = first;
  let newest = tree.revision;
  let zones = zonesOf(tree, orgs);
  /** What was written since the tree was asked for. */
  const changed = new Map<string, Org | null>();

  function treeNow(): OrgTree {
    if (changed.size > 0) tree = tree.with(changed, newest);
    changed.clear();
    return tree;
  }
  function zonesNow(): ZonesInUse {
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
        const known = knownOf(event);
        orgs.set(record, known);
        changed.set(record, known.org);
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
      changed.clear();
      tree = orgTree(present(orgs.values()), newest);
    },
    rewound(records) {
      const then = new Map(orgs);
      const changes = new Map<string, Org | null>();
      for (const [record, event] of records) {
        const known = event && knownOf(event);
        changes.set(record, known?.org ?? null);
        if (known) then.set(record, known);
        else then.delete(record);
      }
      const revision = greatest(then.values().map((one) => one.revision));
      return organisationsOf(dialect, then, treeNow().with(changes, revision));
    },
  };
}

function knownOf({ operation, stored, revision }: WriteEvent): KnownOrg {
  const gone = operation === 'delete' || !stored;
  return gone ? { org: null, zone: '', revision } : { ...orgOf(stored), revision };
}

interface ZonesInUse extends OrgZones {
  /** Those that some organisation is in. */
  readonly inUse: ReadonlySet<string>;
}

function zonesOf(tree: OrgTree, orgs: ReadonlyMap<string, KnownOrg>): ZonesInUse {
  const own = new Map<string, string>();
  // Whoever stands below nobody, and says none himself, is in the usual one.
  let isUsualOne = tree.problems.length > 0;
  for (const [id, { org, zone }] of orgs) {
    if (org && zone !== '') own.set(id, zone);
    else if (org?.parent === null) isUsualOne = true;
  }
  const said = new Set(own.values());
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
    all: new Set([...said, defaultZone]),
    inUse: isUsualOne ? new Set([...said, defaultZone]) : said,
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
