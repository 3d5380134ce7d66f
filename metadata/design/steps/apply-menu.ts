import type { Json } from '../../common/json.ts';
import { listed, valueAt } from '../../common/json-path.ts';
import { nearNames } from '../../common/near-names.ts';
import { isFormName } from '../../names.ts';
import type { MenuSource } from '../../source.ts';
import type { StepOf } from './design-step.ts';
import type { Editing } from './editing.ts';

const spot = { file: 'package.json', at: ['guiju', 'menu'] };

export function addMenu(editing: Editing, { content }: StepOf<'add-menu'>): undefined {
  const { path } = content;
  if (!path.split('/').every(isFormName)) return editing.refuse('menu-path', { path });
  const twin =
    editing.world.menu.some((one) => one.path === path) ||
    ownMenu(editing).some((one) => pathOf(one) === path);
  if (twin) return editing.refuse('menu-twice', { path, package: editing.world.layer });
  write(editing, [...ownMenu(editing), content as Json]);
}

/** Changes a folder of the menu, null takes a property away; one of others is repeated in this layer with the changes. */
export function setMenu(editing: Editing, { path, properties }: StepOf<'set-menu'>): undefined {
  const own = ownMenu(editing);
  const mine = own.find((one) => pathOf(one) === path);
  const below = editing.world.menu.findLast((one) => one.path === path);
  const before = (mine as MenuSource | undefined) ?? below;
  if (!before)
    return editing.refuse('unknown-menu', {
      path,
      near: nearNames(
        path,
        editing.world.menu.map((one) => one.path),
      ),
    });
  const { space, ...others } = { ...before, ...properties };
  const next = { ...others, ...(space && { space }) };
  if (mine === undefined && below)
    for (const { manifest } of editing.world.packages)
      if (manifest.guiju.menu?.includes(below)) editing.needs(manifest.name);
  write(editing, mine === undefined ? [...own, next] : own.map((one) => (one === mine ? next : one)));
}

export function removeMenu(editing: Editing, { path }: StepOf<'remove-menu'>): undefined {
  const own = ownMenu(editing);
  if (!own.some((one) => pathOf(one) === path)) return editing.refuse('design-not-own', { target: path });
  write(
    editing,
    own.filter((one) => pathOf(one) !== path),
  );
}

function ownMenu(editing: Editing): readonly Json[] {
  return listed(editing.read(spot));
}

function pathOf(menu: Json): string {
  return String(valueAt(menu, ['path']));
}

function write(editing: Editing, menu: readonly Json[]): undefined {
  if (menu.length === 0) editing.remove(spot);
  else editing.write(spot, menu);
}
