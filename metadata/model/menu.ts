import type { Form } from '../model.ts';
import { isFormName } from '../names.ts';
import { nearNames } from '../near-names.ts';
import type { MenuSource } from '../source.ts';
import type { LayeredForm } from './layered.ts';
import { placeOfForm } from './layered.ts';
import { manifestAt, type Ordered } from './order.ts';
import type { Report } from './report.ts';

/** The folders of all packages: each below a folder that exists, said once, or again by a package that builds on the first. */
export function buildMenu({ packages, buildsOn }: Ordered, report: Report): readonly MenuSource[] {
  const folders = new Map<string, { readonly menu: MenuSource; readonly package: string }>();
  for (const source of packages) {
    const { name } = source.manifest;
    for (const [index, menu] of (source.manifest.guiju.menu ?? []).entries()) {
      const place = manifestAt(source, `/guiju/menu/${index}/path`);
      const before = folders.get(menu.path);
      const upper = menu.path.split('/').slice(0, -1).join('/');
      if (!menu.path.split('/').every(isFormName)) report.error('menu-path', place, { path: menu.path });
      else if (upper !== '' && !folders.has(upper))
        report.error('unknown-menu', place, { path: upper, near: nearNames(upper, folders.keys()) });
      if (before && !buildsOn(name, before.package)) {
        report.error('menu-twice', place, { path: menu.path, package: before.package });
      }
      folders.set(menu.path, { menu, package: name });
    }
  }
  return [...folders.values()].map(({ menu }) => menu);
}

export function checkPlaceInMenu(
  forms: readonly { readonly form: Form; readonly layered: LayeredForm }[],
  menu: readonly MenuSource[],
  report: Report,
): void {
  const paths = new Set(menu.map(({ path }) => path));
  for (const { form, layered } of forms) {
    if (form.menu && !paths.has(form.menu.path)) {
      report.error('unknown-menu', placeOfForm(layered, 'menu'), {
        path: form.menu.path,
        near: nearNames(form.menu.path, paths),
      });
    }
  }
}
