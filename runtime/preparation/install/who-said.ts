import { isObject, type Json } from '../../../metadata/common/json.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import type { Connection } from '../../database/database.ts';

/** The publish in which a layer came to say what it says. */
export interface WhoSaid {
  readonly package: string;
  readonly by: string | null;
  readonly at: string | null;
  readonly revision: number | null;
}

interface StatedProperty {
  readonly layer: string;
  readonly form: string;
  readonly target: string;
  readonly value: Json;
}

/** Finds who said what, and since when: the first of the last publishes in a row in which the layer says the same. */
export async function whoSaid(
  reader: Connection,
  asked: readonly StatedProperty[],
): Promise<readonly WhoSaid[]> {
  const layers = new Map<string, Promise<readonly Version[]>>();
  const contents = new Map<string, Json>();
  const found: WhoSaid[] = [];
  for (const one of asked) {
    const versions = layers.get(one.layer) ?? versionsOf(reader, one.layer);
    layers.set(one.layer, versions);
    let since: Version | undefined;
    for (const version of await versions) {
      if (!(await says(reader, version, one, contents))) break;
      since = version;
    }
    found.push({
      package: one.layer,
      by: since?.by ?? null,
      at: since?.at ?? null,
      revision: since?.revision ?? null,
    });
  }
  return found;
}

interface Version {
  readonly revision: number;
  readonly by: string | null;
  readonly at: string | null;
  readonly files: Readonly<Record<string, string>>;
}

async function versionsOf(reader: Connection, layer: string): Promise<readonly Version[]> {
  const rows = await reader.all<{
    revision: number;
    actor_name: string | null;
    files: string;
    at: number | null;
  }>(
    `SELECT p.revision, p.actor_name, p.files, c.at FROM gj_publish p
     LEFT JOIN gj_commit c ON c.last_revision = (SELECT MIN(last_revision) FROM gj_commit WHERE last_revision >= p.revision)
     WHERE p.package = ? ORDER BY p.revision DESC`,
    [layer],
  );
  return rows.map(({ revision, actor_name, files, at }) => ({
    revision: Number(revision),
    by: actor_name,
    at: at === null ? null : new Date(Number(at)).toISOString(),
    files: JSON.parse(files) as Version['files'],
  }));
}

async function says(
  reader: Connection,
  { files }: Version,
  { form, target, value }: StatedProperty,
  contents: Map<string, Json>,
): Promise<boolean> {
  const folder = form === '' ? 'params/' : 'extensions/';
  for (const [path, hash] of Object.entries(files)) {
    if (!path.startsWith(folder)) continue;
    const content = contents.get(hash) ?? (await contentOf(reader, hash));
    contents.set(hash, content);
    if (!isObject(content) || !isObject(content['set'])) continue;
    const isOf = form === '' ? target.startsWith(`params/${content['type']}/`) : content['extends'] === form;
    const name = form === '' ? target.split('/').slice(2).join('/') : target;
    if (isOf && Object.hasOwn(content['set'], name)) return sameData(content['set'][name], value);
  }
  return false;
}

async function contentOf(reader: Connection, hash: string): Promise<Json> {
  const row = await reader.first<{ content: string }>('SELECT content FROM gj_source WHERE hash = ?', [hash]);
  return row ? (JSON.parse(row.content) as Json) : null;
}
