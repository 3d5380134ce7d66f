import type { FormSource, PackageSource } from '../../../metadata/source.ts';
import type { BegunAs, FormTemplate } from './bench-shapes.ts';

/** The templates that packages bring, in the order of the packages. */
export function templatesOf(sources: readonly PackageSource[]): readonly FormTemplate[] {
  return sources.flatMap(({ manifest, templates = [] }) =>
    templates.map(({ content: { name, kind, label, help = null, sharing, match } }): FormTemplate => {
      const address = `${manifest.name}/${name}`;
      const more = { ...(sharing && { sharing }), ...(match && { facts: match.facts }) };
      return { address, kind, label, help, ...more };
    }),
  );
}

/** A form of one's own that is as a template says; null: no package brings it. */
export function copyOfTemplate(
  sources: readonly PackageSource[],
  address: string,
  { name, label, facts }: BegunAs,
): FormSource | null {
  for (const { manifest, templates = [] } of sources)
    for (const { content } of templates) {
      if (`${manifest.name}/${content.name}` !== address) continue;
      const { id: _, menu: _menu, source: _source, ...whole } = content;
      // What many are called is said for the name that the template has.
      const called = { ...whole, ...(label.zh !== content.label.zh && { listLabel: label }), name, label };
      return facts === undefined ? called : judging(called, facts);
    }
  return null;
}

/** A form of rules that judge records of another form. */
function judging(form: FormSource, facts: string): FormSource {
  const { match, fields } = form;
  if (!match) return form;
  const asked = fields.map((field) => (field['facts'] === match.facts ? { ...field, facts } : field));
  return { ...form, match: { ...match, facts }, fields: asked };
}
