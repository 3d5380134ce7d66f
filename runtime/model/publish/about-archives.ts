import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { labelOf } from '../../../metadata/common/read.ts';
import type { HiddenData } from '../../../metadata/contract/packages/parts.ts';
import type { Archive } from '../../../metadata/contract/packages/publishes.ts';
import { fieldOfPath } from '../../../metadata/field-of-path.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { Form, Model } from '../../../metadata/model.ts';
import type { Connection, Dialect } from '../../database/database.ts';
import { desired } from '../../storage/tables/desired.ts';
import { hiddenPaths, readPhysical } from '../../storage/tables/state.ts';
import type { StoredArchive } from '../packages/archives.ts';
import { packageBefore } from '../packages/former-sources.ts';
import { labelOfPackage } from '../packages/label-of-package.ts';
import type { Installed } from '../packages/package-store.ts';
import { storedAt } from './hidden-values.ts';

/** Says of archives what people call their packages, whether they are in service again, and what of them is kept hidden. */
export async function aboutArchives(
  reader: Connection,
  dialect: Pick<Dialect, 'quote'>,
  archives: readonly StoredArchive[],
  model: Model,
): Promise<readonly Archive[]> {
  if (archives.length === 0) return [];
  const physical = await readPhysical(reader);
  const hidden = hiddenPaths(desired(model), physical);
  const all: Archive[] = [];
  for (const archive of archives) {
    const source = await packageBefore(reader, archive.package, archive.revision);
    const own = source && placesOf(source, model);
    const inService = model.packages.find(({ name }) => name === archive.package)?.version ?? null;
    // The customer's own layer begins anew with his next word: what was archived of it is only back with all its places.
    const isBack =
      archive.package !== localPackage || [...(own?.keys() ?? [])].every((path) => knows(model, path));
    const installed = isBack ? inService : null;
    // The data is kept once, whatever versions were uninstalled: the newest archive tells of it.
    const isNewest = all.every((one) => one.package !== archive.package);
    const places = installed === null && isNewest ? own : undefined;
    const paths = places ? hidden.filter((path) => places.has(path)) : [];
    const stored = await storedAt(reader, dialect, physical, paths);
    all.push({
      ...archive,
      label: labelOfPackage(source ?? { name: archive.package, files: new Map() }),
      installed,
      kept: stored.flatMap(({ path, count }) => {
        const place = places?.get(path);
        return place ? [{ ...place, count }] : [];
      }),
    });
  }
  return all;
}

type Place = Omit<HiddenData, 'count'>;

/** The paths of a package's forms, and of the fields that it adds to others, each by what it is called. */
function placesOf({ files }: Installed, model: Model): ReadonlyMap<string, Place> {
  const found = new Map<string, Place>();
  for (const [file, content] of files) {
    if (!isObject(content)) continue;
    const id = idOf(content);
    if (file.startsWith('forms/'))
      found.set(id, { form: id, label: labelOf(content['label']) ?? { zh: id, en: id }, field: null });
    if (!file.startsWith('extensions/')) continue;
    const form = model.formsById.get(String(content['extends']));
    if (!form) continue;
    const added = [[form.id, content['fields']] as const, ...inRows(content['rows'], form)];
    for (const [path, field] of added.flatMap(([at, fields]) => fieldsIn(fields, at)))
      found.set(path, { form: form.id, label: { ...form.label }, field });
  }
  return found;
}

/** The fields that are added to rows of others, by the path of the rows. */
function inRows(rows: Json | undefined, form: Form): readonly (readonly [string, Json])[] {
  return Object.entries(isObject(rows) ? rows : {}).map(([path, fields]) => [
    `${form.id}/${path.replaceAll('.', '/')}`,
    fields,
  ]);
}

function knows(model: Model, path: string): boolean {
  const [id = '', ...steps] = path.split('/');
  const form = model.formsById.get(id);
  if (!form || steps.length === 0) return form !== undefined;
  // What a package left out is still remembered in the model.
  const field = fieldOfPath(form, steps.join('.'));
  return field !== undefined && !field.dropped;
}

function fieldsIn(fields: Json | undefined, at: string): readonly (readonly [string, Label])[] {
  if (!Array.isArray(fields)) return [];
  return fields.filter(isObject).flatMap((field) => {
    const id = idOf(field);
    return [[`${at}/${id}`, labelOf(field['label']) ?? { zh: id, en: id }] as const];
  });
}

function idOf(part: Readonly<Record<string, Json>>): string {
  return String(part['id'] ?? part['name']);
}
