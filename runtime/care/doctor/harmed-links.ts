import type { LinkRow } from '../../../migrations/rows/tables.ts';
import { byCount, insertAll, padded } from '../../storage/store/record/insert.ts';
import type { RecordLayout } from '../../storage/store/record/layout.ts';
import type { Stored } from '../../storage/store/record/stored.ts';
import { linkInsert, linksOf } from '../../storage/store/save/links.ts';
import type { Harm } from './harm.ts';
import { type Against, placeOf } from './harmed-rows.ts';

const written = byCount(
  (marks) =>
    `SELECT owner_form, owner, field, row_id, target_form, target FROM gj_link WHERE owner_form = ? AND owner IN (${marks})`,
);

/** Compares the links of a page's references of many with what its records say. */
export async function harmedLinks(
  { reader, layout }: Against,
  records: readonly Stored[],
): Promise<readonly Harm[]> {
  if (records.length === 0) return [];
  const { form } = layout;
  const rows = await reader.all<LinkRow>(written(records.length), [
    form.id,
    ...padded(records.map(({ id }) => id)),
  ]);
  const byOwner = Map.groupBy(rows, ({ owner }) => owner);
  return records.flatMap((record): Harm[] => {
    const wanted = linksOf(form, record);
    const noted = byOwner.get(record.id) ?? [];
    const text = (cells: readonly unknown[]) => cells.join(' ');
    const [a, b] = [
      wanted.map(text).sort(),
      noted
        .map(({ owner_form, owner, field, row_id, target_form, target }) =>
          text([owner_form, owner, field, row_id, target_form, target]),
        )
        .sort(),
    ];
    if (text(a) === text(b)) return [];
    return [
      {
        code: 'doctor-links-wrong',
        place: placeOf(layout, record),
        repair: async (tx) => {
          await tx.run('DELETE FROM gj_link WHERE owner_form = ? AND owner = ?', [form.id, record.id]);
          await insertAll(tx, linkInsert, wanted.flat());
        },
      },
    ];
  });
}

/** Gathers who stands above whom in a form, page by page; whoever stands above himself is told. */
interface Trees {
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
