import type { ReportAsked } from '../../../metadata/contract/reports/calls.ts';
import { keepsPlain } from '../../../metadata/kinds/common/kept-value.ts';
import { optionMeant } from '../../../metadata/kinds/common/option.ts';
import type { OptionSource } from '../../../metadata/source.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { session } from '../../session/session.ts';
import { fieldAtPath } from '../work/canvas-moves.ts';

/** A text that records in force hold, and how many of them. */
export interface StoredText {
  readonly text: string;
  readonly count: number;
}

/** The texts of a published field that records hold, most frequent first; none where one may not sum them up. */
export async function storedTexts({ id }: FormModel, path: string): Promise<readonly StoredText[]> {
  const live = session.formById(id);
  const published = live && (await forms.get(live.name).catch(() => undefined));
  const field = published && fieldAtPath(published, path);
  if (!live || !field || !published.can.has('report')) return [];
  if (!keepsPlain(field.kind) || field.kind.column(field)?.type !== 'text') return [];
  const [rows, inner] = path.split('.');
  const entries = inner === undefined ? undefined : published.byId.get(rows ?? '')?.name;
  const body: ReportAsked = {
    ...(entries !== undefined && { entries }),
    groups: [{ field: entries === undefined ? field.name : `${entries}.${field.name}` }],
    values: [{ of: 'count' }],
  };
  const asked = session.api.call('POST /api/forms/:form/reports', {
    path: { form: live.name },
    query: {},
    body,
  });
  const lines = (await asked.catch(() => undefined))?.lines ?? [];
  const texts = lines.flatMap(({ keys: [key], cells }): StoredText[] =>
    typeof key?.value === 'string' ? [{ text: key.value, count: Number(cells.at(-1)?.[0] ?? 0) }] : [],
  );
  return texts.toSorted((a, b) => b.count - a.count);
}

/** What stored texts become of the options that are spelt like them; a text that is an option's value stays as it is. */
export function takenOver(
  stored: readonly StoredText[],
  options: readonly OptionSource[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    stored.flatMap(({ text }) => {
      const value = optionMeant(options, text);
      return value === undefined || value === text ? [] : [[text, value]];
    }),
  );
}
