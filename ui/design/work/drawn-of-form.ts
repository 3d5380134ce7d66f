import { isObject, type JsonSchema } from '../../../metadata/common/json.ts';
import type { DescribedField, DescribedForm } from '../../../metadata/contract/forms/form-model.ts';
import { describeAsked } from '../../../metadata/describe/describe-asked.ts';
import { describeField } from '../../../metadata/describe/describe-field.ts';
import { describeForm } from '../../../metadata/describe/describe-form.ts';
import { allFields, type FieldSet } from '../../../metadata/field.ts';
import { orderPackages } from '../../../metadata/model/layers/order.ts';
import { Report } from '../../../metadata/model/layers/report.ts';
import type { Field, Form, Model } from '../../../metadata/model.ts';
import { judge } from '../../../metadata/schema/judge.ts';
import { printSchema } from '../../../metadata/schema/print-definitions.ts';
import { reportSchema } from '../../../metadata/schema/report-definitions.ts';
import type { PackageSource, SourceFile } from '../../../metadata/source.ts';
import { parametersAsked } from '../../../rules/params/parameter-door.ts';
import type { DrawnOfForm, DrawnPrint, DrawnReport } from './bench-shapes.ts';

/** The print templates of a form as they are written, right or wrong: who speaks last of a name has the word. */
export function drawnPrints(sources: readonly PackageSource[], asked: OfForm): readonly DrawnPrint[] {
  return drawn(sources, ({ prints }) => prints, asked, printSchema);
}

/** Its reports, in the same way. */
export function drawnReports(sources: readonly PackageSource[], asked: OfForm): readonly DrawnReport[] {
  return drawn(sources, ({ reports }) => reports, asked, reportSchema);
}

interface OfForm {
  readonly form: string;
  readonly isMine: (layer: string) => boolean;
}

function drawn<T extends { readonly form: string; readonly name: string }>(
  sources: readonly PackageSource[],
  filesOf: (source: PackageSource) => readonly SourceFile<T>[] | undefined,
  { form, isMine }: OfForm,
  schema: JsonSchema,
): readonly DrawnOfForm<T>[] {
  const found = new Map<string, DrawnOfForm<T>>();
  for (const source of orderPackages(sources, new Report()).packages)
    for (const { file, content } of filesOf(source) ?? []) {
      if (!isObject(content as never) || content.form !== form) continue;
      const name = String(content.name);
      const owner = source.manifest.name;
      const before = found.get(name)?.package;
      found.set(name, {
        name,
        package: owner,
        file: isMine(owner) ? file : '',
        ...(before !== undefined && before !== owner && { replaces: before }),
        content: judge(schema, content as never).length === 0 ? content : null,
      });
    }
  return [...found.values()];
}

const all = { seen: (_: Field) => true, writable: (_: Field) => true, offered: () => true };
const everything: readonly string[] = ['read', 'report', 'create', 'edit'];

/** A form of a design, with what is read of parameters while nobody sets any. Default: as one with all rights sees it. */
export function describedForm(form: Form, model: Model, sight = all, can = everything): DescribedForm {
  const shown = describeForm(form, model, sight);
  const read = parametersAsked(model, form.asked?.keys() ?? []);
  return { ...shown, parameters: {}, ...describeAsked(form, shown, model, read), can };
}

/** The fields of a form that nobody sees and records have. */
export function hiddenFields(form: Form, model: Model): readonly DescribedField[] {
  const described = ({ fields }: FieldSet): readonly DescribedField[] =>
    fields.filter(({ dropped }) => !dropped).map((field) => describeField(field, false, model, described));
  return allFields(form)
    .filter(({ hidden, dropped }) => hidden && !dropped)
    .map((field) => describeField(field, false, model, described));
}
