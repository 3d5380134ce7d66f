import { hashOf } from '../hash.ts';
import type { Issue } from '../issue.ts';
import type { Form, Model } from '../model.ts';
import type { PackageSource } from '../source.ts';
import { baseForms } from './base.ts';
import { FieldBuilder } from './field-builder.ts';
import { buildForm } from './form-builder.ts';
import { deepFreeze } from './freeze.ts';
import { formHash } from './hashes.ts';
import type { LayeredForm } from './layered.ts';
import { orderPackages } from './order.ts';
import { Report } from './report.ts';

export interface CompileOptions {
  /** Version of the server, which `guiju.server` of a package is judged by. Default: not judged. */
  readonly server?: string;
}

export interface Compiled {
  /** Absent when an issue is an error. */
  readonly model?: Model;
  /** Errors and warnings of all packages, in the order they were found. */
  readonly issues: readonly Issue[];
  /** What each layer said, for `explain`. */
  readonly layers: ReadonlyMap<string, LayeredForm>;
}

/** Packages → the frozen model, or every reason why not. Never throws on what packages say; freezes what it was given. */
export function compile(sources: readonly PackageSource[], options: CompileOptions = {}): Compiled {
  const report = new Report();
  const ordered = orderPackages(sources, options.server, report);
  const layers = baseForms(ordered.packages, report);
  const builder = new FieldBuilder(layers, report);
  const built = [...layers.values()].map((layered) => ({ layered, form: buildForm(layered, builder) }));
  const issues = report.issues;
  if (report.failed) return { issues, layers };
  const byId = new Map(built.map(({ form }) => [form.id, form]));
  const forms = built.map(
    ({ form, layered }): Form => ({ ...form, hash: formHash(form, layered, builder, byId) }),
  );
  const parts = {
    packages: ordered.packages.map(({ manifest }) => manifest),
    menu: ordered.packages.flatMap(({ manifest }) => manifest.guiju.menu ?? []),
    data: [],
    cases: [],
  };
  const model: Model = {
    hash: hashOf([parts, forms.map((form) => form.hash).sort()]),
    ...parts,
    forms: new Map(forms.map((form) => [form.name, form])),
    formsById: new Map(forms.map((form) => [form.id, form])),
    params: new Map(),
    messages: new Map(),
  };
  return { model: deepFreeze(model), issues, layers };
}
