import type { RecordLayout } from '../store/record/layout.ts';
import type { Stored } from '../store/record/stored.ts';
import type { Harm } from './harm.ts';
import { placeOf } from './harmed-rows.ts';

/** Who stands above whom in a form, gathered page by page; whoever stands above himself is told. */
export interface Trees {
  note(records: readonly Stored[]): void;
  harms(): readonly Harm[];
}

export function treesOf(layout: RecordLayout): Trees {
  const { form } = layout;
  // Organisations have a check of their own.
  const fields = form.id === 'organisation' ? [] : form.fields.filter(({ kind }) => kind.name === 'parent');
  const above = new Map(fields.map(({ id }) => [id, new Map<string, { up: string; place: string }>()]));
  return {
    note(records) {
      for (const [field, parents] of above)
        for (const record of records) {
          const up = record[field];
          if (typeof up === 'string') parents.set(record.id, { up, place: placeOf(layout, record) });
        }
    },
    harms: () =>
      [...above.values()].flatMap((parents) => {
        const sound = new Set<string>();
        return [...parents].flatMap(([id, { place }]): Harm[] => {
          const way: string[] = [];
          let at: string | undefined = id;
          while (at !== undefined && !sound.has(at) && !way.includes(at)) {
            way.push(at);
            at = parents.get(at)?.up;
          }
          const looped = at !== undefined && at === id;
          if (!looped && (at === undefined || sound.has(at))) for (const one of way) sound.add(one);
          return looped ? [{ code: 'doctor-trees-looped', place }] : [];
        });
      }),
  };
}
