import type { Json } from '../json.ts';
import { pointerTo } from '../json-pointer.ts';
import { nearNames } from '../near-names.ts';
import type { MigrationsSource, OptionSource, PackageSource } from '../source.ts';
import { fieldAt, type LayeredField, type LayeredForm } from './layered.ts';
import { type Place, pointed, type Report } from './report.ts';
import { isNewerVersion, isVersion } from './versions.ts';

type Step = MigrationsSource['steps'][number];

interface Stated extends Step {
  readonly place: Place;
  readonly to: string;
}

/**
 * Tells fields what their former values mean today. A value that is translated is no option any more, so that it
 * never means two things: translating twice is translating once, and a version out of history is read by the same words.
 */
export function addMigrations(
  packages: readonly PackageSource[],
  forms: ReadonlyMap<string, LayeredForm>,
  broken: ReadonlySet<string>,
  report: Report,
): void {
  const known = new Map<LayeredField, Stated[]>();
  for (const stated of packages.flatMap((source) => statedBy(source, report))) {
    if (broken.has(stated.form)) continue;
    const field = fieldOf(stated, forms, report);
    if (field) known.set(field, [...(known.get(field) ?? []), stated]);
  }
  for (const [field, stated] of known) translate(field, stated, report);
}

function statedBy({ manifest, migrations = [] }: PackageSource, report: Report): readonly Stated[] {
  return migrations
    .flatMap(({ file, content: { to, steps } }) => {
      const place: Place = { package: manifest.name, file, pointer: '' };
      const sound = isVersion(to) && !isNewerVersion(to, manifest.version);
      if (!sound) report.error('migration-version', pointed(place, '/to'), { to, version: manifest.version });
      return steps.map((step, at) => ({ ...step, to, place: pointed(place, `/steps/${at}`) }));
    })
    .sort((a, b) => (isNewerVersion(a.to, b.to) ? 1 : isNewerVersion(b.to, a.to) ? -1 : 0));
}

function fieldOf(
  { form, field: path, place }: Stated,
  forms: ReadonlyMap<string, LayeredForm>,
  report: Report,
): LayeredField | undefined {
  const found = forms.get(form);
  if (!found) {
    report.error('unknown-form', pointed(place, '/form'), { form, near: nearNames(form, forms.keys()) });
    return undefined;
  }
  const field = fieldAt(found, path);
  const at = pointed(place, '/field');
  if (!field || field.dropped)
    report.error('unknown-field', at, { field: path, near: nearNames(path, pathsIn(found.fields)) });
  else if (field.place.package !== place.package)
    report.error('migration-foreign', at, { field: path, package: field.place.package });
  else if (field.source.kind !== 'choice')
    report.error('migration-kind', at, { field: path, kind: field.source.kind });
  else return field;
  return undefined;
}

function pathsIn(fields: readonly LayeredField[]): readonly string[] {
  return fields.flatMap(({ path, dropped, fields: inner }) => (dropped ? [] : [path, ...pathsIn(inner)]));
}

function translate(field: LayeredField, stated: readonly Stated[], report: Report): void {
  const offered = ((field.source['options'] ?? []) as readonly OptionSource[]).map(({ value }) => value);
  const said = new Map<string, string | null>();
  for (const { values, place } of stated)
    for (const [value, becomes] of Object.entries(values)) {
      const at = pointed(place, pointerTo('values', value));
      if (offered.includes(value)) report.error('migration-value-offered', at, { value, field: field.path });
      else if (said.has(value)) report.error('migration-value-twice', at, { value, field: field.path });
      else said.set(value, becomes);
    }
  for (const { values, place } of stated)
    for (const [value, becomes] of Object.entries(values)) {
      const last = lastOf(becomes, said);
      if (last === null || offered.includes(last)) continue;
      report.error('migration-value-unknown', pointed(place, pointerTo('values', value)), {
        ...{ value: last, field: field.path, near: nearNames(last, offered) },
      });
    }
  const today = [...said].map(([value, becomes]): [string, Json] => [value, lastOf(becomes, said)]);
  field.formerValues = Object.fromEntries(today);
}

/** What a later step made of it in turn; a ring of values ends where it began. */
function lastOf(value: string | null, said: ReadonlyMap<string, string | null>): string | null {
  const seen = new Set<string>();
  let last = value;
  while (last !== null && said.has(last) && !seen.has(last)) {
    seen.add(last);
    last = said.get(last) ?? null;
  }
  return last;
}
