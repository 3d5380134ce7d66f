import type { Json, JsonObject } from '../../common/json.ts';
import { listed, valueAt } from '../../common/json-path.ts';
import { type Language, languages } from '../../common/label.ts';
import type { Kind } from '../../field.ts';
import { holdsSeveral, holdsText, takesText } from '../../kinds/common/holds-text.ts';
import { kinds } from '../../kinds/index.ts';
import { fieldAt, type LayeredForm } from '../../model/layers/layered.ts';
import { isMigrationFile } from '../../model/layers/migration-file.ts';
import { compareWith } from './compare-words.ts';
import type { Editing } from './editing.ts';
import { addStep, leaveSteps, publishedField } from './layer-migrations.ts';

/** Tells whether records hold codes of options in a field that is about to hold a text. */
export function becomesText(editing: Editing, form: string, path: string, next: Kind): boolean {
  return holdsText(next) && offersOptions(publishedKind(editing, form, path));
}

/** A field that holds options until it is published, and texts from then on. */
interface Becoming {
  readonly path: string;
  readonly next: Kind;
  readonly reads: Language;
}

/** Such a text is what people read of the options in one language; several in one place are joined. */
export function readAsText(editing: Editing, known: LayeredForm, { path, next, reads }: Becoming): void {
  const former = publishedKind(editing, known.id, path);
  if (!former) return;
  const labels = labelsOf(editing, known, { path, former, reads });
  const said = [...labels].filter(([value, text]) => text !== value && takesText(next, text));
  if (said.length === 0 && !holdsSeveral(former)) return;
  const values = Object.fromEntries(said);
  if (!holdsSeveral(former)) compareWith(editing, known.id, path, new Map(said));
  addStep(editing, { step: 'text', form: known.id, field: path, ...(said.length > 0 && { values }) });
}

/** It is no text any more, or another one: conditions that were to compare it with texts ask for its options again. */
export function readAsOptions(editing: Editing, known: LayeredForm, path: string): void {
  const former = publishedKind(editing, known.id, path);
  if (!former || !offersOptions(former) || holdsSeveral(former)) return;
  // In one go: an option may be called as another one is kept.
  const meant = languages.flatMap((reads) =>
    [...labelsOf(editing, known, { path, former, reads })].map(([value, text]) => [text, value] as const),
  );
  compareWith(editing, known.id, path, new Map(meant));
}

interface FormerOptions extends Pick<Becoming, 'path' | 'reads'> {
  readonly former: Kind;
}

/** What people read of each option that the field has, or had. */
function labelsOf(
  editing: Editing,
  known: LayeredForm,
  { path, former, reads }: FormerOptions,
): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  const note = (options: readonly Json[]) => {
    for (const option of options)
      labels.set(String(valueAt(option, ['value'])), String(valueAt(option, ['label', reads])));
  };
  for (const dropped of editing.world.dropped)
    if (dropped.form === known.id && dropped.path === path) note(listed(dropped.options));
  if (former.offers) note(former.offers === 'forms' ? formsIn(editing) : typesIn(editing));
  note(listed(valueAt(publishedField(editing, known.id, path), ['options'])));
  note(listed(fieldAt(known, path)?.source['options'] as Json | undefined));
  return labels;
}

/** Takes away steps on former values of the field that its new kind has no place for. */
export function dropSteps(editing: Editing, form: string, path: string, next: Kind): void {
  const isText = holdsText(next);
  const refers = next.points === 'about';
  const fits: Readonly<Record<string, boolean>> = {
    text: isText && !becomesText(editing, form, path, next),
    reference: refers,
    values: refers || offersOptions(next) || (isText && wereOptions(editing, form, path)),
    empty: false,
  };
  leaveSteps(editing, (step) => {
    const isItsOwn = valueAt(step, ['form']) === form && valueAt(step, ['field']) === path;
    return !isItsOwn || (fits[String(valueAt(step, ['step']))] ?? true);
  });
}

/** Tells whether the field has options now, or had some before it became a text. */
function wereOptions(editing: Editing, form: string, path: string): boolean {
  if (offersOptions(publishedKind(editing, form, path))) return true;
  return [...editing.files].some(
    ([file, content]) =>
      isMigrationFile(file) &&
      listed(valueAt(content, ['steps'])).some(
        (step) =>
          valueAt(step, ['step']) === 'text' &&
          valueAt(step, ['form']) === form &&
          valueAt(step, ['field']) === path,
      ),
  );
}

function publishedKind(editing: Editing, form: string, path: string): Kind | undefined {
  return kinds.get(String(valueAt(publishedField(editing, form, path), ['kind'])));
}

function offersOptions(kind: Kind | undefined): boolean {
  return kind !== undefined && 'options' in kind.properties;
}

/** Types of parameters, by their names. */
function typesIn({ world, files }: Editing): readonly Json[] {
  const own = [...files].filter(([path]) => path.startsWith('params/'));
  const below = world.packages.flatMap(({ params }) =>
    params.map(({ content: { type, label } }) => ({ type, label })),
  );
  const all = [
    ...below,
    ...own.map(([, content]) => ({ type: valueAt(content, ['type']), label: valueAt(content, ['label']) })),
  ];
  return all.map(({ type, label }) => ({
    value: type ?? null,
    label: label ? { ...(label as JsonObject) } : null,
  }));
}

/** Forms are options too, by their ids. */
function formsIn({ world, files }: Editing): readonly Json[] {
  const below = [...world.below.values()].map(({ id, source }) => ({
    value: id,
    label: { ...source.label },
  }));
  const own = [...files].filter(([path]) => path.startsWith('forms/'));
  return [
    ...below,
    ...own.map(([, content]) => ({
      value: valueAt(content, ['id']) ?? valueAt(content, ['name']) ?? null,
      label: valueAt(content, ['label']) ?? null,
    })),
  ];
}
