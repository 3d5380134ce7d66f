import { nearNames } from '../near-names.ts';
import type { ExtensionSource, SourceFile } from '../source.ts';
import { addFields, addParts } from './add.ts';
import type { Layer } from './layer.ts';
import type { LayeredForm } from './layered.ts';
import type { Ordered } from './order.ts';
import { type Place, pointed, type Report } from './report.ts';
import { setProperty } from './set-property.ts';

/** Lets every package speak about forms of others, in order. */
export function* extendForms(
  { packages, buildsOn }: Ordered,
  forms: ReadonlyMap<string, LayeredForm>,
  broken: ReadonlySet<string>,
  report: Report,
): Generator<undefined, void> {
  for (const source of packages) {
    const { name } = source.manifest;
    for (const file of source.extensions) {
      yield;
      const form = forms.get(file.content.extends);
      const place: Place = { package: name, file: file.file, pointer: '' };
      const at = pointed(place, '/extends');
      if (!form) {
        if (!broken.has(file.content.extends))
          report.error('unknown-form', at, {
            form: file.content.extends,
            near: nearNames(file.content.extends, forms.keys()),
          });
        continue;
      }
      const owner = form.place.package;
      if (owner !== name && !buildsOn(name, owner)) {
        report.error('extension-without-dependency', at, { form: form.id, package: owner });
      }
      extendForm(file, {
        package: name,
        prefix: owner === name ? '' : source.manifest.guiju.prefix,
        form,
        place,
        report,
        knows: (other) => other === name || buildsOn(name, other),
      });
    }
  }
}

function extendForm({ content }: SourceFile<ExtensionSource>, layer: Layer): void {
  addFields(content, layer);
  addParts(content, layer);
  for (const [target, value] of Object.entries(content.set ?? {})) setProperty(target, value, layer);
}
