import { canonicalText } from '../../../metadata/common/hash.ts';
import type { Json } from '../../../metadata/common/json.ts';
import type { Overtaken } from '../../../metadata/contract/design/parts.ts';
import { saidIn } from '../../../metadata/model/said-in.ts';
import { askedBy } from '../../../metadata/property/target-place.ts';
import type { PublishRow } from '../../../migrations/rows/tables.ts';
import type { Connection } from '../../database/database.ts';
import { installedThen } from '../../model/packages/former-sources.ts';
import type { Design } from './design.ts';
import type { Folded } from './fold.ts';
import type { Ground } from './layers.ts';

/**
 * Only what is said is compared: what is put beside something finds its place by what is there. A step that cannot be
 * taken at all has nothing to overwrite.
 */
export async function findOvertaken(
  connection: Connection,
  design: Design,
  { folded, ground, user }: { readonly folded: Folded; readonly ground: Ground; readonly user: string },
): Promise<readonly Overtaken[]> {
  if (design.base >= ground.revision) return [];
  const then = await installedThen(connection, design.base);
  const found = new Map<string, Overtaken>();
  const gone = new Set(folded.refused.map(({ n }) => n));
  for (const { n, step } of folded.steps) {
    if ((step.do !== 'set' && step.do !== 'reset') || gone.has(n)) continue;
    const layer = ground.layerOf(design, step);
    const filesThen = (wanted: string) => then.find(({ name }) => name === wanted)?.files;
    // What became a package since was the design's own then.
    const before = filesThen(layer) ?? filesThen(design.layer) ?? new Map<string, Json>();
    const { place, property } = askedBy(step.target);
    const said = (files: Iterable<readonly [string, Json]>) =>
      saidIn(files, { form: step.form, place }).said.get(property.join('/')) ?? null;
    const [was, now] = [said(before), said(ground.files(layer))];
    if (canonicalText(was) === canonicalText(now)) continue;
    if (step.do === 'set' && canonicalText(step.value) === canonicalText(now)) continue;
    const { form, target } = step;
    found.set(`${layer} ${form} ${target}`, { n, layer, form, target, now, by: null, own: false });
  }
  if (found.size === 0) return [];
  const rows = await connection.all<Pick<PublishRow, 'package' | 'actor' | 'actor_name'>>(
    'SELECT package, actor, actor_name FROM gj_publish WHERE revision > ? ORDER BY revision',
    [design.base],
  );
  const last = new Map(rows.map((row) => [row.package, row]));
  return [...found.values()].map((one) => {
    const row = last.get(one.layer);
    return { ...one, by: row?.actor_name ?? null, own: row?.actor === user };
  });
}
