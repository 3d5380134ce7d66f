import type { CopyAs } from '../../../metadata/design/copy-form.ts';
import type { FormSource, PackageSource } from '../../../metadata/source.ts';
import type { FormTemplate } from './bench-shapes.ts';

/** The templates that packages bring, in the order of the packages. */
export function templatesOf(sources: readonly PackageSource[]): readonly FormTemplate[] {
  return sources.flatMap(({ manifest, templates = [] }) =>
    templates.map(({ content: { name, kind, label, help = null } }): FormTemplate => {
      return { address: `${manifest.name}/${name}`, kind, label, help };
    }),
  );
}

/** A form of one's own that is as a template says; null: no package brings it. */
export function copyOfTemplate(
  sources: readonly PackageSource[],
  address: string,
  { name, label }: CopyAs,
): FormSource | null {
  for (const { manifest, templates = [] } of sources)
    for (const { content } of templates) {
      if (`${manifest.name}/${content.name}` !== address) continue;
      const { id: _, menu: _menu, source: _source, ...whole } = content;
      // What many are called is said for the name that the template has.
      return { ...whole, ...(label.zh !== content.label.zh && { listLabel: label }), name, label };
    }
  return null;
}
