import type { Json } from '../../../metadata/common/json.ts';
import { lastSaid, valueWith } from '../../../metadata/design/last-said.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { FormLine, PropertyState } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';

/**
 * What steps say that are taken and not drawn yet. An editor that goes on from what is drawn would undo them: whatever
 * is made of a value, an order or a file that stands there asks here for it first.
 */
function undrawn(form: string): readonly DesignStep[] {
  return design.drawing.undrawn.filter((step) => 'form' in step && step.form === form);
}

/** What a property of a form was last said to be; `drawn` where no such step says it. */
export function valueLately<T>(form: string, target: string, drawn: T): T | Json | undefined {
  const said = lastSaid(design.drawing.undrawn, form, target);
  return said ? said.value : drawn;
}

/** A property whose value is, whenever one asks, what it was last said to be. */
export function propertyLately(form: string, state: PropertyState): PropertyState {
  return {
    ...state,
    get value() {
      return valueWith(design.drawing.undrawn, form, state);
    },
  };
}

/** Things in the order in which they were last put; each stands at `fields/colour/options/` and its key. */
export function inOrderLately<T>(
  form: string,
  things: readonly T[],
  place: string,
  keyOf: (thing: T) => string,
): readonly T[] {
  return undrawn(form).reduce((all, step) => {
    if (step.do !== 'place' || !step.place.startsWith(place)) return all;
    const key = step.place.slice(place.length);
    const thing = all.find((one) => keyOf(one) === key);
    return thing ? movedBefore(all, thing, (one) => keyOf(one) === step.before) : all;
  }, things);
}

function movedBefore<T>(all: readonly T[], thing: T, isNext: (one: T) => boolean): readonly T[] {
  const rest = all.filter((one) => one !== thing);
  const at = rest.findIndex(isNext);
  return rest.toSpliced(at < 0 ? rest.length : at, 0, thing);
}

type Layout = FormModel['layout'];

/** The tabs of a form with their groups and fields as they were last put. */
export function layoutLately({ id: form, layout }: FormModel): Layout {
  return undrawn(form).reduce((now, step) => (step.do === 'place' ? moved(now, step) : now), layout);
}

function moved(layout: Layout, { place, in: into, before }: DesignStep & { readonly do: 'place' }): Layout {
  const [part, level = '', name = ''] = place.split('/');
  const { tabs } = layout;
  const here = <T>(all: readonly T[], thing: T, keyOf: (one: T) => string) =>
    movedBefore(all, thing, (one) => keyOf(one) === before);
  if (level === 'tabs') {
    const tab = tabs.find((one) => one.name === name);
    return tab ? { ...layout, tabs: here(tabs, tab, (one) => one.name) } : layout;
  }
  const groups = tabs.flatMap((tab) => tab.groups);
  if (level === 'groups') {
    const group = groups.find((one) => one.name === name);
    const to = into ?? tabs.find((tab) => group && tab.groups.includes(group))?.name;
    if (!group) return layout;
    return {
      ...layout,
      tabs: tabs.map((tab) => {
        const rest = tab.groups.filter((one) => one !== group);
        return { ...tab, groups: tab.name === to ? here([...rest, group], group, (one) => one.name) : rest };
      }),
    };
  }
  if (part !== 'fields' || level.includes('.')) return layout;
  const to = into ?? groups.find(({ fields }) => fields.includes(level))?.name;
  return {
    ...layout,
    tabs: tabs.map((tab) => ({
      ...tab,
      groups: tab.groups.map((group) => {
        const rest = group.fields.filter((one) => one !== level);
        return { ...group, fields: group.name === to ? here([...rest, level], level, (one) => one) : rest };
      }),
    })),
  };
}

/** What a print template or a report of a form was last said to be. */
export function fileLately<T>(does: 'set-print' | 'set-report', form: string, name: string, drawn: T): T {
  const last = undrawn(form).findLast((step) => step.do === does && step.name === name);
  return last && 'content' in last ? (last.content as T) : drawn;
}

/** Folders of the menu as they were last called and put. */
export function menuLately<T extends { readonly path: string }>(folders: readonly T[]): readonly T[] {
  const said = design.drawing.undrawn.filter((step) => step.do === 'set-menu');
  return folders.map((folder) => {
    const own = said.filter(({ path }) => path === folder.path).map(({ properties }) => properties);
    return own.length === 0 ? folder : Object.assign({}, folder, ...own);
  });
}

/** Forms in the folders into which they were last put. */
export function linesLately(lines: readonly FormLine[]): readonly FormLine[] {
  return lines.map((line) => {
    const menu = valueLately(line.id, 'menu', line.menu) as FormLine['menu'];
    return menu === line.menu ? line : { ...line, ...(menu && { menu }) };
  });
}
