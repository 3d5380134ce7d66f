import type { Json } from '../../../metadata/common/json.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import type { ToPromote } from '../../../metadata/contract/packages/keys.ts';
import type { LayerFiles } from '../../../metadata/merge/merge-layers.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { PromotedRow } from '../../../migrations/rows/package-tables.ts';
import type { Call } from '../../call/call.ts';
import type { Connection, Database } from '../../database/database.ts';
import { underLease } from '../../database/lease.ts';
import type { Contents } from '../../storage/contents/contents.ts';
import type { OpenStore } from '../../storage/store/create-store.ts';
import type { Loaded } from '../packages/package-data.ts';
import { type Installed, readInstalled } from '../packages/package-store.ts';
import { type Exported, exportLocal, secretsIn } from './export-local.ts';
import { hereOf } from './here.ts';
import { loadPromoted } from './load-promoted.ts';
import { isContent, promotedContents, promotedFiles } from './promoted-files.ts';

/** The three sides of a package that carries somebody's own: its load, its last load, and what stands here. */
export interface PromotedSides {
  readonly base: LayerFiles;
  readonly theirs: LayerFiles;
  /** Records and values alone. */
  readonly ours: LayerFiles;
  /** Ids of secrets that are not here, and did not travel. */
  readonly secrets: readonly string[];
}

/** Carries the customer's own layer, records and values from one of his systems to another. */
export interface Promotion {
  export(call: Call, wanted: ToPromote): Promise<Exported>;
  /** Of packages that carry something. */
  sides(
    given: readonly Installed[],
    before: readonly Installed[],
  ): Promise<ReadonlyMap<string, PromotedSides>>;
  /** Brings records and values to where installed packages want them; nothing to do is quick. */
  load(): Promise<Loaded>;
  /** Does something while secrets are at hand that somebody gave; they are kept nowhere else. */
  giving<T>(secrets: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T>;
}

interface PromotionParts {
  readonly database: Database;
  readonly store: OpenStore;
  readonly contents: Contents;
  readonly node: string;
  /** Null: there is no organisation yet. */
  readonly call: () => Call | null;
  readonly follow: () => Promise<void>;
  readonly seal: (plain: string) => string;
  /** Called between any two things that are written; tests die here. */
  readonly onMoment?: ((moment: string) => void) | undefined;
}

const nothing: Loaded = { created: 0, changed: 0, issues: [] };

export function createPromotion(parts: PromotionParts): Promotion {
  const { database, store, contents, node, call, follow, seal, onMoment } = parts;
  let secrets: ReadonlyMap<string, string> = new Map();
  const present = (): Call => {
    const now = call();
    if (!now) throw new Error('the organisations are gone');
    return now;
  };

  return {
    export: (asking, wanted) => exportLocal({ reader: database, store, contents, call: asking }, wanted),
    async sides(given, before) {
      const found = new Map<string, PromotedSides>();
      const carrying = given.filter(({ files }) => promotedFiles(files).size > 0);
      if (carrying.length === 0) return found;
      const kept = await readBases(database);
      for (const { name, files } of carrying) {
        const known = before.find((one) => one.name === name);
        const theirs = promotedFiles(files);
        const layer = [...promotedFiles(known?.files ?? new Map())].filter(([path]) => !isContent(path));
        const base = new Map([...layer, ...within(kept.get(name), theirs)]);
        const { ours } = await hereOf({ store, contents }, present(), { name, base, theirs });
        const here = new Set(secretsIn(ours));
        found.set(name, {
          base,
          theirs,
          ours,
          secrets: secretsIn(theirs).filter((id) => !here.has(id)),
        });
      }
      return found;
    },
    async load() {
      if (!call() || !(await isCarried(database))) return nothing;
      return underLease(database, { work: 'promoted', node }, async (held) => {
        const fenced = (): Call => ({ ...present(), fence: held.fence });
        await follow();
        const installed = await readInstalled(database);
        const answers = installed.find(({ name }) => name === localPackage)?.answers ?? {};
        const kept = await readBases(database);
        let sum: Loaded = nothing;
        for (const { name, files } of installed) {
          const theirs = contentOf(promotedFiles(files));
          const base = within(kept.get(name), theirs);
          if (theirs.size === 0 || (sameData(base, theirs) && secrets.size === 0)) continue;
          const carried = promotedContents(files);
          const loading = { store, contents, carried, call: fenced, seal, secrets, onMoment };
          const { created, changed, issues } = await loadPromoted(loading, { name, base, theirs }, answers);
          onMoment?.('brought');
          if (issues.length === 0) await writeBase(held.database, name, theirs);
          sum = {
            created: sum.created + created,
            changed: sum.changed + changed,
            issues: [...sum.issues, ...issues],
          };
        }
        return sum;
      });
    },
    async giving(given, work) {
      secrets = new Map(Object.entries(given));
      try {
        return await work();
      } finally {
        secrets = new Map();
      }
    },
  };
}

/** Both together. */
export function sumOf(a: Loaded, b: Loaded): Loaded {
  const customised = [...(a.customised ?? []), ...(b.customised ?? [])];
  return {
    ...a,
    created: a.created + b.created,
    changed: a.changed + b.changed,
    issues: [...a.issues, ...b.issues],
    ...(customised.length > 0 && { customised }),
  };
}

/** Forgets files that are no longer brought: they are nobody's business any more. */
function within(base: LayerFiles | undefined, theirs: LayerFiles): LayerFiles {
  return new Map([...(base ?? [])].filter(([path]) => theirs.has(path)));
}

function contentOf(files: LayerFiles): LayerFiles {
  return new Map([...files].filter(([path]) => isContent(path)));
}

async function isCarried(reader: Connection): Promise<boolean> {
  const row = await reader.first<{ file: string }>(
    `SELECT s.file FROM gj_package_source s JOIN gj_package p ON p.name = s.package AND p.version = s.version
     WHERE p.state = 'installed' AND (s.file LIKE 'local/records/%' OR s.file = 'local/values.json') LIMIT 1`,
  );
  return row !== undefined;
}

async function readBases(reader: Connection): Promise<ReadonlyMap<string, LayerFiles>> {
  const rows = await reader.all<PromotedRow>('SELECT package, content FROM gj_promoted');
  return new Map(
    rows.map((row) => [
      row.package,
      new Map(Object.entries(JSON.parse(row.content) as Record<string, Json>)),
    ]),
  );
}

async function writeBase(database: Database, name: string, files: LayerFiles): Promise<void> {
  const content = JSON.stringify(Object.fromEntries(files));
  await database.transaction(async (tx) => {
    await tx.run('DELETE FROM gj_promoted WHERE package = ?', [name]);
    await tx.run('INSERT INTO gj_promoted (package, content) VALUES (?, ?)', [name, content]);
  });
}
