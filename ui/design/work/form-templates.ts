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

/** The form that a template says; null: no package brings it. */
export function templateAt(sources: readonly PackageSource[], address: string): FormSource | null {
  for (const { manifest, templates = [] } of sources)
    for (const { content } of templates) if (`${manifest.name}/${content.name}` === address) return content;
  return null;
}
