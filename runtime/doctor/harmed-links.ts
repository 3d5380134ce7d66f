import type { LinkRow } from '../../migrations/tables.ts';
import { byCount, padded } from '../store/record/in-list.ts';
import { insertAll } from '../store/record/insert.ts';
import type { Stored } from '../store/record/stored.ts';
import { linkInsert, linksOf } from '../store/save/links.ts';
import type { Harm } from './harm.ts';
import { type Against, placeOf } from './harmed-rows.ts';

const written = byCount(
  (marks) =>
    `SELECT owner_form, owner, field, row_id, target_form, target FROM gj_link WHERE owner_form = ? AND owner IN (${marks})`,
);

/** What is noted of a page's references of many, against what its records say. */
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
