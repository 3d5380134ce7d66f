import type { PackageSource, SourceFile } from '../../source.ts';
import type { Ordered } from '../layers/order.ts';
import { type Place, pointed, type Report } from '../layers/report.ts';

/** What stands of a form in a file of its own, and is found by the form and its name. */
type OfForm = { readonly form: string; readonly name: string };

interface Collecting<T> {
  readonly filesOf: (source: PackageSource) => readonly SourceFile<T>[] | undefined;
  readonly twice: 'print-twice' | 'report-twice';
  readonly report: Report;
  readonly check: (content: T, place: Place) => void;
}

/** All of them, each checked; one of a name replaces another it builds on. */
export function collectOfForm<T extends OfForm>(
  { packages, buildsOn }: Ordered,
  { filesOf, twice, report, check }: Collecting<T>,
): readonly (SourceFile<T> & { readonly package: string })[] {
  const found = new Map<string, SourceFile<T> & { readonly package: string }>();
  for (const source of packages)
    for (const file of filesOf(source) ?? []) {
      const { content } = file;
      const owner = source.manifest.name;
      const place: Place = { package: owner, file: file.file, pointer: '' };
      const whole = `${content.form}/${content.name}`;
      const before = found.get(whole);
      if (before && (before.package === owner || !buildsOn(owner, before.package)))
        report.error(twice, pointed(place, '/name'), { name: content.name, package: before.package });
      found.set(whole, { ...file, package: owner });
      check(content, place);
    }
  return [...found.values()];
}
