import type { Json } from '../../../metadata/common/json.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import { type AskedPlace, type SaidIn, saidIn } from '../../../metadata/model/said-in.ts';
import { classOf, findTarget, type Manner, mannerOf } from '../../../metadata/targets.ts';
import { inBatches } from '../../common/in-batches.ts';
import type { Connection } from '../../database/database.ts';

/** The value that a package states since a publish; undefined: none. */
interface Since {
  readonly value: Json | undefined;
  readonly by: string | null;
  /** RFC 3339; null: it was there before commits were kept. */
  readonly at: string | null;
  readonly revision: number;
}

/** The value that one layer states for a property, since when, and its earlier ones, the newest first. */
export interface LayerSaid extends Since {
  readonly package: string;
  readonly version: string;
  /** The customer's layer decided against its word. */
  readonly isOverruled: boolean;
  readonly earlier: readonly Since[];
}

export interface PropertySaid {
  /** `label`, `list/columns`. */
  readonly property: string;
  /** How those who speak of it come together; `owner` and `locked`: nobody else may. */
  readonly manner: Manner | 'owner' | 'locked';
  /** The value that holds. */
  readonly value: Json;
  /** In the order they speak, the owner first; who once said something and says nothing now is among them. */
  readonly said: readonly LayerSaid[];
}

/** Publishes that are looked back at, of each package. */
const most = 200;
const mostEarlier = 20;

/** Reads who said what of a thing, since when, and what they said before. `packages`: in the order they speak. */
export async function explainPlace(
  reader: Connection,
  packages: readonly string[],
  asked: AskedPlace,
): Promise<readonly PropertySaid[]> {
  const pasts = await pastsOf(reader, packages, asked);
  const names = new Set(
    pasts.flatMap(({ versions }) => versions.flatMap(({ spoken }) => [...spoken.said.keys()])),
  );
  const overrules = pasts.map(({ versions }) => versions[0]?.spoken.overrules);
  return [...names].map((property): PropertySaid => {
    const said = pasts.flatMap(({ package: name, versions }): LayerSaid[] => {
      const [now, ...earlier] = runsOf(versions, property);
      if (!now || (now.value === undefined && earlier.length === 0)) return [];
      const isOverruled = overrules.some((known) => known?.get(property)?.includes(name));
      const version = versions[0]?.version ?? '';
      return [{ package: name, version, ...now, isOverruled, earlier: earlier.slice(0, mostEarlier) }];
    });
    const at = asked.place === '' ? property : `${asked.place}/${property}`;
    const target = findTarget(at);
    return {
      property,
      manner: target ? mannerOf(target) : classOf(at),
      value: holding(said, at),
      said,
    };
  });
}

function holding(said: readonly LayerSaid[], at: string): Json {
  const merge = findTarget(at)?.merge;
  let holds: Json | undefined;
  for (const { value, isOverruled } of said) {
    if (value === undefined || isOverruled) continue;
    const merged = holds === undefined && isWhole(value) ? { value } : merge?.(holds, value);
    if (merged && 'value' in merged) holds = merged.value;
  }
  return holds ?? null;
}

/** Whether a value stands by itself, as an owner's does; `{ add, remove }` needs something that it is done to. */
function isWhole(value: Json): boolean {
  return typeof value !== 'object' || value === null || Array.isArray(value) || !('add' in value);
}

/** The newest first: from one to the next something else is said. */
function runsOf(versions: readonly Version[], property: string): readonly Since[] {
  const runs: Since[] = [];
  for (const { spoken, by, at, revision } of versions) {
    const value = spoken.said.get(property);
    const last = runs.at(-1);
    const since = { value, by, at, revision };
    if (last && sameSaid(last.value, value)) runs[runs.length - 1] = { ...since, value: last.value };
    else runs.push(since);
  }
  // Before it said anything there is nothing to tell.
  return runs.at(-1)?.value === undefined ? runs.slice(0, -1) : runs;
}

function sameSaid(a: Json | undefined, b: Json | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameData(a, b);
}

interface Version extends Omit<Since, 'value'> {
  readonly version: string;
  readonly spoken: SaidIn;
}

interface Past {
  readonly package: string;
  /** The newest first. */
  readonly versions: readonly Version[];
}

interface Row {
  readonly package: string;
  readonly version: string;
  readonly revision: number;
  readonly actor_name: string | null;
  readonly files: string;
  readonly at: number | null;
}

async function pastsOf(
  reader: Connection,
  packages: readonly string[],
  asked: AskedPlace,
): Promise<readonly Past[]> {
  const rows = await reader.all<Row>(
    `SELECT p.package, p.version, p.revision, p.actor_name, p.files, c.at FROM gj_publish p
     LEFT JOIN gj_commit c ON c.publish = p.revision ORDER BY p.revision DESC`,
  );
  const byPackage = Map.groupBy(rows, (row) => row.package);
  const kept = packages.map((name) => ({ name, rows: (byPackage.get(name) ?? []).slice(0, most) }));
  const relevant = asked.form === '' ? ['params/'] : ['forms/', 'extensions/'];
  const files = new Map(
    kept.flatMap(({ rows: own }) =>
      own.map((row): [Row, readonly (readonly [string, string])[]] => [
        row,
        Object.entries(JSON.parse(row.files) as Record<string, string>).filter(([path]) =>
          relevant.some((folder) => path.startsWith(folder)),
        ),
      ]),
    ),
  );
  const contents = await contentsOf(
    reader,
    [...files.values()].flatMap((all) => all.map(([, hash]) => hash)),
    asked.form === '' ? (asked.place.split('/')[1] ?? '') : asked.form,
  );
  return kept.map(({ name, rows: own }) => ({
    package: name,
    versions: own.map((row) => ({
      version: row.version,
      spoken: saidIn(
        (files.get(row) ?? []).map(([path, hash]) => [path, contents.get(hash) ?? null] as const),
        asked,
      ),
      by: row.actor_name,
      revision: Number(row.revision),
      at: row.at === null ? null : new Date(Number(row.at)).toISOString(),
    })),
  }));
}

/** Files that name the form or the type of a parameter; what others say is not read. */
async function contentsOf(
  reader: Connection,
  hashes: readonly string[],
  name: string,
): Promise<ReadonlyMap<string, Json>> {
  const contents = new Map<string, Json>();
  for (const batch of inBatches([...new Set(hashes)], 200)) {
    const marks = batch.map(() => '?').join(', ');
    const rows = await reader.all<{ hash: string; content: string }>(
      `SELECT hash, content FROM gj_source WHERE hash IN (${marks}) AND content LIKE ?`,
      [...batch, `%${JSON.stringify(name)}%`],
    );
    for (const { hash, content } of rows) contents.set(hash, JSON.parse(content) as Json);
  }
  return contents;
}
