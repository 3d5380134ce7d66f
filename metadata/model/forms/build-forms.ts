import { sameData } from '../../common/same-data.ts';
import type { Form } from '../../model.ts';
import type { LayeredForm } from '../layers/layered.ts';
import { Report } from '../layers/report.ts';
import {
  type CompiledForm,
  type CompileMemory,
  type Former,
  isOther,
  offersTheSame,
  unchangedForms,
} from './compiled-forms.ts';
import { FieldBuilder } from './field-builder.ts';
import { buildForm } from './form-builder.ts';
import { listsOffered, Readings } from './readings.ts';
import type { AskableParams, TypeOffered } from './stated-param.ts';

export interface BuiltForm {
  readonly layered: LayeredForm;
  /** Without its hash, unless it was unchanged. */
  readonly form: Form;
  /** Taken over from the last compile. */
  readonly unchanged?: CompiledForm;
}

export interface BuiltForms {
  readonly built: readonly BuiltForm[];
  /** Layers of forms that were taken over are those they were made of. */
  readonly layers: ReadonlyMap<string, LayeredForm>;
  readonly builder: FieldBuilder;
  readonly readings: Readings;
}

export interface StatedForForms {
  /** Those that formulas and conditions may ask. */
  readonly params: AskableParams;
  /** Those that fields offer. */
  readonly types: readonly TypeOffered[];
}

/**
 * Makes the forms of what layers said. Taken over from the last compile is a form of which the same is said, and
 * which looks up nothing that is other than it was: who looks up a form that became another one is made anew, and
 * so on, until nobody else is concerned.
 */
export function* buildForms(
  layers: ReadonlyMap<string, LayeredForm>,
  broken: ReadonlySet<string>,
  report: Report,
  { forms: former, types: offeredBefore = [] }: CompileMemory,
  { params, types }: StatedForForms,
): Generator<undefined, BuiltForms> {
  const unchanged = yield* unchangedForms(layers, former);
  const bare = {
    forms: layers,
    broken,
    readings: new Readings(),
    unchanged: new Map<string, CompiledForm>(),
  };
  dropAskers(unchanged, new FieldBuilder({ ...bare, report: new Report(), params, types }));
  const others = new Set<string>(changedNames(layers, former));
  if (!sameData(types, offeredBefore)) others.add(listsOffered['parameter-types']);
  const reported = report.issues.length;
  for (;;) {
    dropReaders(unchanged, others);
    const current = new Map([...layers].map(([id, layered]) => [id, unchanged.get(id)?.layered ?? layered]));
    const readings = new Readings();
    const builder = new FieldBuilder({ forms: current, broken, report, readings, unchanged, params, types });
    const built: BuiltForm[] = [];
    let concerned = false;
    for (const [id, layered] of current) {
      const known = unchanged.get(id);
      if (known) {
        built.push({ layered, form: known.form, unchanged: known });
        continue;
      }
      const form = buildForm(layered, builder);
      built.push({ layered, form });
      const before = former.get(id)?.form;
      if (before && !others.has(id) && isOther(before, form)) {
        others.add(id);
        concerned ||= [...unchanged.values()].some(({ reads }) => reads.has(id));
      }
      yield;
    }
    if (!concerned) return { built, layers: current, builder, readings };
    report.issues.length = reported;
  }
}

/** Ids that came or went, and the list of all forms where it is another one. */
function changedNames(layers: ReadonlyMap<string, LayeredForm>, former: Former): readonly string[] {
  const came = [...layers.keys()].filter((id) => !former.has(id));
  const went = [...former.keys()].filter((id) => !layers.has(id));
  return [...came, ...went, ...(offersTheSame(layers, former) ? [] : [listsOffered.forms])];
}

/** Forms that ask parameters of which something else is said now. */
function dropAskers(unchanged: Map<string, CompiledForm>, builder: FieldBuilder): void {
  for (const [id, { form }] of unchanged)
    for (const [path, field] of form.asked ?? [])
      if (!sameData(builder.param(path), field)) unchanged.delete(id);
}

function dropReaders(unchanged: Map<string, CompiledForm>, others: ReadonlySet<string>): void {
  for (const [id, { reads }] of unchanged) if (!reads.isDisjointFrom(others)) unchanged.delete(id);
}
