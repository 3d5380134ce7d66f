import { type Json, type JsonObject, pointerTo } from '../common/json.ts';
import { nearNames } from '../common/near-names.ts';
import { holdsText } from '../kinds/common/holds-text.ts';
import { isKept, keepsPlain } from '../kinds/common/kept-value.ts';
import { loneField } from '../kinds/common/lone-field.ts';
import { kinds } from '../kinds/index.ts';
import type { OptionSource } from '../source.ts';
import type { EmptyStep, ReferenceStep, TextStep, ValuesStep } from '../step-source.ts';
import { fieldAt, type LayeredField, type LayeredForm } from './layers/layered.ts';
import { pointed, type Report } from './layers/report.ts';
import type { Stated } from './layers/versions.ts';

type StatedStep = Stated<ValuesStep> | Stated<EmptyStep> | Stated<ReferenceStep> | Stated<TextStep>;

const sorts: readonly string[] = ['values', 'empty', 'reference', 'text'] satisfies StatedStep['step'][];

/**
 * Tells fields what their former values mean today. A value that is translated is no option any more, so that it
 * never means two things: translating twice is translating once, and a version out of history is read by the same words.
 */
export function addMigrations(
  steps: readonly Stated[],
  forms: ReadonlyMap<string, LayeredForm>,
  broken: ReadonlySet<string>,
  report: Report,
): void {
  const known = new Map<LayeredField, StatedStep[]>();
  for (const stated of steps) {
    if (!isTranslation(stated) || broken.has(stated.form)) continue;
    const field = fieldOf(stated, forms, report);
    if (field) known.set(field, [...(known.get(field) ?? []), stated]);
  }
  for (const [field, stated] of known) {
    const references = stated.filter((one) => one.step === 'reference');
    const values = stated.filter((one) => one.step === 'values');
    const texts = stated.filter((one) => one.step === 'text');
    const empty = stated.findLast(({ step }) => step === 'empty');
    if (empty) field.emptiesUnfit = `${empty.place.package}/${empty.place.file}`;
    if (references.length > 0) becomeReference(field, values, references, forms, report);
    else if (texts.length > 0) becomeText(field, values, texts, report);
    else if (isChoice(field)) translate(field, values, report);
    else if (isPlain(field)) becomeOfKind(field, values, report);
    else refuseKind(field, values, report);
  }
}

/** Tells the steps that say what former values mean from those that move them elsewhere. */
export function isTranslation(stated: Stated): stated is StatedStep {
  return sorts.includes(stated.step);
}

function fieldOf(
  { form, field: path, place, step }: StatedStep,
  forms: ReadonlyMap<string, LayeredForm>,
  report: Report,
): LayeredField | undefined {
  const found = forms.get(form);
  if (!found) {
    report.error('unknown-form', pointed(place, '/form'), { form, near: nearNames(form, forms.keys()) });
    return undefined;
  }
  const field = fieldAt(found, path);
  const at = pointed(place, '/field');
  if (!field || field.dropped)
    report.error('unknown-field', at, { field: path, near: nearNames(path, pathsIn(found.fields)) });
  else if (field.place.package !== place.package)
    report.error('migration-foreign', at, { field: path, package: field.place.package });
  else if (step === 'reference' && !pointsAtForm(field))
    report.error('migration-no-reference', at, { field: path, kind: field.source.kind });
  else if (step === 'text' && !isText(field))
    report.error('migration-no-text', at, { field: path, kind: field.source.kind });
  else if (step === 'values' && !isChoice(field) && !pointsAtForm(field) && !isPlain(field))
    report.error('migration-kind', at, { field: path, kind: field.source.kind });
  else if (step === 'empty' && !hasColumn(field))
    report.error('migration-kind', at, { field: path, kind: field.source.kind });
  else return field;
  return undefined;
}

function isChoice({ source: { kind } }: LayeredField): boolean {
  return kind === 'choice' || kind === 'choices';
}

function isText({ source }: LayeredField): boolean {
  const kind = kinds.get(source.kind);
  return kind !== undefined && holdsText(kind);
}

function isPlain({ source }: LayeredField): boolean {
  const kind = kinds.get(source.kind);
  return kind !== undefined && keepsPlain(kind);
}

function hasColumn({ source }: LayeredField): boolean {
  const kind = kinds.get(source.kind);
  return kind !== undefined && !kind.derived && kind.column(loneField(kind)) !== null;
}

function pointsAtForm({ source }: LayeredField): boolean {
  return kinds.get(source.kind)?.points === 'about';
}

function pathsIn(fields: readonly LayeredField[]): readonly string[] {
  return fields.flatMap(({ path, dropped, fields: inner }) => (dropped ? [] : [path, ...pathsIn(inner)]));
}

function translate(field: LayeredField, stated: readonly Stated<ValuesStep>[], report: Report): void {
  const offered = ((field.source['options'] ?? []) as readonly OptionSource[]).map(({ value }) => value);
  const said = saidBy(field, stated, offered, report);
  for (const { values, place } of stated)
    for (const [value, becomes] of Object.entries(values)) {
      const last = lastOf(becomes, said);
      if (last === null || offered.includes(last)) continue;
      report.error('migration-value-unknown', pointed(place, pointerTo('values', value)), {
        value: last,
        field: field.path,
        near: nearNames(last, offered),
      });
    }
  const today = [...said].map(([value, becomes]): [string, Json] => [value, lastOf(becomes, said)]);
  field.formerValues = Object.fromEntries(today);
}

/** Of references alone that were choices values are translated. */
function refuseKind(field: LayeredField, stated: readonly Stated<ValuesStep>[], report: Report): void {
  const params = { field: field.path, kind: field.source.kind };
  for (const { place } of stated) report.error('migration-kind', pointed(place, '/field'), params);
}

/**
 * Former texts become values of the kind that the field has now. What could be a value of it as it is stays one, so that
 * nothing means two things.
 */
function becomeOfKind(field: LayeredField, stated: readonly Stated<ValuesStep>[], report: Report): void {
  const kind = kinds.get(field.source.kind);
  if (!kind || stated.length === 0) return;
  const lone = loneField(kind, field.source as JsonObject);
  const owners = loneField(kind, field.origin as unknown as JsonObject);
  // A step that came with a former version, or whose field others changed, is no mistake of its package: what there is
  // room for since means itself again, and what has none any more is told of the records that hold it.
  const all = saidBy(field, stated, [], report);
  const said = new Map([...all].filter(([value]) => !isKept(value, lone)));
  const left = new Set<string>();
  for (const { values, place, isNew } of stated)
    for (const [value, becomes] of Object.entries(values)) {
      const at = pointed(place, pointerTo('values', value));
      const last = lastOf(becomes, said);
      const params = { field: field.path, kind: kind.name };
      if (isKept(value, lone)) {
        if (isNew && isKept(value, owners)) report.error('migration-value-fits', at, { ...params, value });
      } else if (last !== null && !isKept(last, lone)) {
        if (isNew && !isKept(last, owners))
          report.error('migration-value-unfit', at, { ...params, value: last });
        left.add(value);
      }
    }
  const today = [...said]
    .filter(([value]) => !left.has(value))
    .map(([value, becomes]): [string, Json] => [value, lastOf(becomes, said)]);
  field.formerValues = Object.fromEntries(today);
}

/** Collects the values that steps make of former ones; each of these is named once and offered no more. */
function saidBy(
  { path }: LayeredField,
  stated: readonly Stated<ValuesStep>[],
  offered: readonly string[],
  report: Report,
): ReadonlyMap<string, string | null> {
  const said = new Map<string, string | null>();
  for (const { values, place } of stated)
    for (const [value, becomes] of Object.entries(values)) {
      const at = pointed(place, pointerTo('values', value));
      if (offered.includes(value)) report.error('migration-value-offered', at, { value, field: path });
      else if (said.has(value)) report.error('migration-value-twice', at, { value, field: path });
      else said.set(value, becomes);
    }
  return said;
}

/** Options by their numbers: what earlier steps make of them comes first. Ids are known where somebody published it. */
function becomeReference(
  field: LayeredField,
  earlier: readonly Stated<ValuesStep>[],
  [step, again]: readonly Stated<ReferenceStep>[],
  forms: ReadonlyMap<string, LayeredForm>,
  report: Report,
): void {
  if (again) report.error('migration-twice', pointed(again.place, '/field'), { field: field.path });
  const target = forms.get(String(field.source['form']));
  if (step && target && !target.fields.some(({ source, dropped }) => source.name === 'number' && !dropped))
    report.error('migration-no-number', pointed(step.place, '/field'), {
      field: field.path,
      form: target.id,
    });
  const formerNumbers = meantAfter(field, earlier, step?.values ?? {}, report);
  field.formerNumbers = formerNumbers;
  const emptied = Object.entries(formerNumbers).filter(([, number]) => number === null);
  field.formerValues = { ...Object.fromEntries(emptied), ...field.became };
}

/** Options are read as texts: what earlier steps make of them comes first. */
function becomeText(
  field: LayeredField,
  earlier: readonly Stated<ValuesStep>[],
  [step, again]: readonly Stated<TextStep>[],
  report: Report,
): void {
  if (again) report.error('migration-twice', pointed(again.place, '/field'), { field: field.path });
  if (!step) return;
  const { form, field: path, place, values = {} } = step;
  field.formerTexts = {
    package: place.package,
    form,
    path,
    values: meantAfter(field, earlier, values, report),
  };
}

/** Names the options that steps translated: each by the name of the last value it became. */
function meantAfter(
  field: LayeredField,
  earlier: readonly Stated<ValuesStep>[],
  names: Readonly<Record<string, string | null>>,
  report: Report,
): Readonly<Record<string, string | null>> {
  const said = saidBy(field, earlier, [], report);
  for (const { values, place } of earlier)
    for (const [value, becomes] of Object.entries(values)) {
      const last = lastOf(becomes, said);
      if (last === null || !said.has(last)) continue;
      report.error('migration-value-unknown', pointed(place, pointerTo('values', value)), {
        value: last,
        field: field.path,
        near: [],
      });
    }
  const nameNow = (value: string) => {
    const last = lastOf(value, said);
    return last !== null && Object.hasOwn(names, last) ? (names[last] ?? null) : last;
  };
  const named = [...new Set([...said.keys(), ...Object.keys(names)])];
  return Object.fromEntries(named.map((value) => [value, nameNow(value)]));
}

/** Follows a value through later steps to the last one it becomes; a ring of values ends where it began. */
function lastOf(value: string | null, said: ReadonlyMap<string, string | null>): string | null {
  const seen = new Set<string>();
  let last = value;
  while (last !== null && said.has(last) && !seen.has(last)) {
    seen.add(last);
    last = said.get(last) ?? null;
  }
  return last;
}
