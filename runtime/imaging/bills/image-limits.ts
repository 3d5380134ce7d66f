import type { Problem } from '../../../metadata/common/issue.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { fileType } from '../../../metadata/kinds/common/file-types.ts';
import { filesIn } from '../../../metadata/kinds/common/file-value.ts';
import { type KnownForm, knownForm } from '../../einvoicing/forms/forms.ts';
import { readStored } from '../../storage/store/record/records.ts';
import { contentWrong } from '../../storage/store/record/refusals.ts';
import { settingId } from '../../storage/store/record/stored.ts';
import type { SpecialForm } from '../../storage/store/save/parts.ts';

type Permit = NonNullable<SpecialForm['permit']>;

/** Formats that the settings name otherwise than files are told. */
export const formatOf: Readonly<Record<string, string>> = { jpeg: 'jpg' };

/**
 * Refuses images of another format, or larger, than the global settings of their organisation say; those that stood in
 * the record before stay, whatever the settings say by now.
 */
export const withinLimits: Permit = async (reader, layouts, { call, before, next }) => {
  const files = filesIn(next?.['images']);
  if (!next || files.length === 0) return;
  const stood = new Set(filesIn(before?.['images']).map(({ id }) => id));
  if (files.every(({ id }) => stood.has(id))) return;
  const form = knownForm(call, 'imaging-global');
  if (!form) return;
  const layout = layouts.of(call.served, form);
  const said = await readStored(reader, layout, settingId(form, next.org));
  const { formats, limit } = limitsIn(form, said);
  const problems = files.flatMap(({ id, name, size, type }, at): Problem[] => {
    if (stood.has(id)) return [];
    const path = `/images/${at}`;
    if (!formats.includes(formatOf[type] ?? type)) {
      const params = { name, type: { ...fileType(type).label }, formats: labelled(form, formats) };
      return [{ path, code: 'image-format-refused', params }];
    }
    return size > limit * 1024 * 1024 ? [{ path, code: 'image-too-large', params: { name, limit } }] : [];
  });
  if (problems.length > 0) throw contentWrong({ count: problems.length }, problems);
};

/** What the settings say, or their form where nobody said anything: formats, and megabytes. */
export function limitsIn(form: KnownForm<'imaging-global'>, said: JsonObject | null | undefined) {
  const formats = (said?.['formats'] ?? form.byId.get('formats')?.default ?? []) as readonly string[];
  const limit = Number(said?.['fileLimit'] ?? form.byId.get('fileLimit')?.default ?? 0);
  return { formats, limit };
}

function labelled(form: KnownForm<'imaging-global'>, formats: readonly string[]) {
  const options = form.byId.get('formats')?.options ?? [];
  return formats.map((format) => ({
    ...(options.find(({ value }) => value === format)?.label ?? { zh: format, en: format }),
  }));
}
