import { msg, str } from '@lit/localize';
import { append } from '../../../metadata/common/append.ts';
import type { Field } from '../../../metadata/field.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { lookUp } from '../../model/record-picks.ts';
import { pointsAt } from './cell-text.ts';
import type { Offers } from './sheet-choices.ts';
import type { SheetModel } from './sheet-model.ts';
import type { Planned } from './sheet-texts.ts';

/** Answers the text of a cell while its record is looked for. */
export function waiting(): string {
  return msg('正在查找…', { id: 'sheet-looking-up' });
}

function isMany(field: Field): boolean {
  return field.kind.comparison(field) === 'list';
}

/** Several that are named one after the other. */
function wordsIn(text: string): readonly string[] {
  return text
    .split(/[,，、;；\n]/)
    .map((word) => word.trim())
    .filter(Boolean);
}

/** Says that there is no record that is called so. */
export function pickNotFound(text: string): string {
  return msg(str`没有找到“${text}”`, { id: 'pick-not-found' });
}

/**
 * Finds the records that were named, those of one field and one choice at once, and settles their cells. Answers what is
 * wrong with those that were not found, one sentence each.
 */
export async function settleNamed(
  model: SheetModel,
  named: Planned['named'],
  offers: (field: Field, row: number) => Offers,
): Promise<readonly string[]> {
  const amiss: string[] = [];
  const groups = Map.groupBy(named, ({ field, row }) =>
    JSON.stringify([field.path, offers(field, row).offered ?? 'all']),
  );
  const cells = named.map(({ row, field, text }) => {
    return { row, field, text, id: String(model.state.rows[row]?.['id'] ?? '') };
  });
  await Promise.all(
    [...groups.values()].map(async (group) => {
      const [first] = group;
      const target = first && pointsAt(first.field);
      if (!first || target === undefined) return;
      const { offered } = offers(first.field, first.row);
      const own = cells.filter((cell) =>
        group.some((one) => one.row === cell.row && one.field === cell.field),
      );
      try {
        const many = isMany(first.field);
        const texts = own.flatMap(({ text }) => (many ? wordsIn(text) : [text]));
        const found = await lookUp(target, texts, offered);
        model.settle(
          own.map(({ id, field, text }) => {
            // A person who may not search the records names them by number, and the server finds them.
            const one = (word: string) => (found ? (found.get(word) ?? null) : { number: word });
            const words = many ? wordsIn(text) : [text];
            const lost = words.find((word) => one(word) === null);
            if (lost !== undefined) {
              const sentence = pickNotFound(lost);
              amiss.push(sentence);
              return { id, name: field.name, text, value: null, flaw: { text, sentence } };
            }
            return { id, name: field.name, text, value: many ? words.map(one) : one(text), flaw: null };
          }),
        );
      } catch (failure) {
        const sentence = failureText(failure);
        append(
          amiss,
          own.map(() => sentence),
        );
        model.settle(
          own.map(({ id, field, text }) => ({
            id,
            name: field.name,
            text,
            value: null,
            flaw: { text, sentence },
          })),
        );
      }
    }),
  );
  return amiss;
}
