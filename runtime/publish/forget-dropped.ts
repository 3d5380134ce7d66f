import { setTimeout } from 'node:timers/promises';
import type { DroppedSource } from '../../metadata/source.ts';
import { readInstalled } from '../packages/package-store.ts';
import { oldestModel } from '../tables/nodes.ts';
import { buildModel } from './build-model.ts';
import { type Author, carryOutPublish, type PublishParts } from './carry-out-publish.ts';
import { isPublishable, publicationHash } from './publication.ts';

/** A node that was not seen for so long is no more. */
const nodeTimeout = 60_000;

/**
 * Publishes a model that no longer remembers what packages left out at a path, so that its data can go; done when
 * every live node serves it. Undefined: no package left anything out there.
 */
export async function forgetDropped(
  parts: PublishParts,
  path: string,
  author: Author,
): Promise<number | undefined> {
  const { database, version } = parts;
  const installed = await readInstalled(database);
  const next = installed.map(({ dropped, ...one }) => {
    const left = (dropped ?? []).filter((each) => !isBelow(each, path));
    return {
      whole: (dropped ?? []).length === left.length,
      one: left.length > 0 ? { ...one, dropped: left } : one,
    };
  });
  const changed = next.filter(({ whole }) => !whole).map(({ one }) => one);
  if (changed.length === 0) return undefined;
  const row = await database.first<{ model: number }>('SELECT model FROM gj_revision WHERE id = 1');
  const base = Number(row?.model ?? 0);
  const compiled = await buildModel(
    next.map(({ one, whole }, at) => (whole ? (installed[at] ?? one) : one)),
    version,
  );
  const { model } = compiled;
  const tables = { hash: '', changes: [], mends: 0, issues: [], hidden: [] };
  const publication = {
    ...{ base, changed, compiled, tables, claims: [], rewrites: [], issues: compiled.issues },
    ...(model ? { hash: await publicationHash(base, model, changed, tables) } : {}),
  };
  if (!isPublishable(publication)) throw new Error(`what is installed does not compile without ${path}`);
  const revision = await carryOutPublish(parts, publication, author);
  const until = parts.clock() + nodeTimeout;
  while (parts.clock() < until) {
    if (((await oldestModel(database, nodeTimeout)) ?? revision) >= revision) break;
    await setTimeout(100);
  }
  return revision;
}

function isBelow({ form, path, field }: DroppedSource, wanted: string): boolean {
  const own = `${form}/${path.replaceAll('.', '/')}`;
  return field !== undefined && (own === wanted || own.startsWith(`${wanted}/`));
}
