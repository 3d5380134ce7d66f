import type { Doctype } from './doctype.ts';
import type { Around } from './field-kinds.ts';
import type { World } from './world.ts';

/** What a field's kind needs to know of those beside it. */
export function aroundOf(doctype: Doctype, world: World, parentNames: ReadonlyMap<string, string>): Around {
  const names = world.fieldsOf(doctype.name);
  return {
    names,
    parentNames,
    isTable: (target) => world.isTable(target),
    targetOf: (target) => world.formOf(target),
    pickOf: (rows) => world.doctypes.get(rows)?.fields.find(({ type }) => type === 'Link')?.options,
    several: (by) => world.chosen(doctype.name, by).map((one) => world.formOf(one)),
    through: (by, theirs) => {
      const link = world.fieldOf(doctype.name, by);
      const from = names.get(by);
      if (from === undefined || link?.type !== 'Link') return undefined;
      const found = world.fieldsOf(link.options).get(theirs);
      return found !== undefined ? `${from}.${found}` : undefined;
    },
  };
}
