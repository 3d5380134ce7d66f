import type { Issue } from '../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { DesignSources } from '../../../metadata/contract/design/parts.ts';
import { menuPlaceOf } from '../../../metadata/describe/describe-form.ts';
import type { LayerFiles } from '../../../metadata/design/apply-step.ts';
import { type CopyAs, copiedFields, copyOfForm } from '../../../metadata/design/copy-form.ts';
import { filesMade } from '../../../metadata/design/files-made.ts';
import { valueWith } from '../../../metadata/design/last-said.ts';
import { formOfStep, placeOfStep } from '../../../metadata/design/place-of-step.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { type DesignWorld, designWorld } from '../../../metadata/design/steps/design-world.ts';
import type { Known } from '../../../metadata/domain.ts';
import { allFields, countFields } from '../../../metadata/field.ts';
import { leansAbove } from '../../../metadata/model/checks/leans-above.ts';
import { sameFormLabels } from '../../../metadata/model/checks/same-form-labels.ts';
import { sameLabels } from '../../../metadata/model/checks/same-labels.ts';
import { type Compiled, type CompileOptions, compile } from '../../../metadata/model/compile.ts';
import type { CompileMemory } from '../../../metadata/model/forms/compiled-forms.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import { type ReadSource, readSourceFiles } from '../../../metadata/model/source-files.ts';
import type { Field, Form, Model } from '../../../metadata/model.ts';
import type { DroppedSource, FieldSource, FormSource, PackageSource } from '../../../metadata/source.ts';
import { type Effective, effectiveOf } from '../json/effective.ts';
import { type TypedAnswer, type TypedQuestion, typedAnswer } from '../json/typed-answer.ts';
import type {
  BegunAs,
  Drawn,
  DrawnForm,
  DrawnIssue,
  DrawQuestion,
  FormLine,
  ProposedForm,
  Refused,
} from './bench-shapes.ts';
import { describedForm, drawnPrints, drawnReports, hiddenFields } from './drawn-of-form.ts';
import { drawnParam, paramLines } from './drawn-params.ts';
import { copyOfTemplate, templatesOf } from './form-templates.ts';
import { asPublished } from './issues/as-published.ts';
import { calledIssue } from './issues/called-issue.ts';
import { ConditionJudge, type StatedCheck } from './issues/condition-judge.ts';
import { wordedIssue } from './issues/worded-issue.ts';
import { labelsBeside, labelsChanged, labelsOf } from './place-labels.ts';
import { propertiesAt, TextsBefore } from './place-properties.ts';
import { type RoleSight, sees } from './role-sight.ts';
import { type Layers, lasting, takeSteps, WhatHolds } from './what-holds.ts';

/** The most rounds of leaving out faulty parts and compiling again. */
const rounds = 8;

/** Files, and what they come to. */
interface CompiledState {
  readonly state: Layers;
  readonly compiled: Compiled;
  readonly issues: readonly Issue[];
  readonly sources: readonly PackageSource[];
}

/**
 * Applies the steps of a design to the layers of the packages in force, and draws the resulting model. Runs in a worker
 * of the browser, and in tests.
 */
export class Workbench {
  readonly #sources: ReadonlyMap<string, PackageSource>;
  readonly #mine: ReadonlySet<string>;
  readonly #isMine = (layer: string) => this.#mine.has(layer);
  readonly #dropped: ReadonlyMap<string, readonly DroppedSource[]>;
  readonly #worlds = new Map<string, DesignWorld>();
  /** Files as they are before the first step and after each. */
  #states: Layers[];
  #steps: DesignStep[] = [];
  readonly #read = new WeakMap<LayerFiles, ReadSource>();
  readonly #memory: CompileMemory = { forms: new Map() };
  #compiled: CompiledState | null = null;
  /** The model that last compiled, and the files it was made of. */
  #good: Model | null = null;
  #held: Layers;
  /** The forms of that, as the layers left them. */
  #heldForms: Compiled['layers'] = new Map();
  readonly #known: Known;
  readonly #conditions: ConditionJudge;
  readonly #before: TextsBefore;
  /** State whose sound part is shown. */
  #stale: Layers | null = null;

  constructor({ packages, known }: DesignSources, checks: readonly StatedCheck[] = []) {
    this.#known = known;
    this.#conditions = new ConditionJudge(checks);
    const files = new Map(packages.map((one) => [one.name, filesOf(one.files)]));
    this.#mine = new Set([
      localPackage,
      ...packages.flatMap(({ name, designed }) => (designed ? [name] : [])),
    ]);
    this.#dropped = new Map(packages.map(({ name, dropped = [] }) => [name, dropped]));
    const read = [...files].map(
      ([name, own]) => [name, this.#withDropped(name, readSourceFiles(own)).source] as const,
    );
    this.#sources = new Map(read.flatMap(([name, source]) => (source ? [[name, source] as const] : [])));
    const layers = [...this.#mine].map((name) => [name, files.get(name) ?? new Map<string, Json>()] as const);
    this.#held = new Map(layers);
    this.#states = [this.#held];
    this.#before = new TextsBefore(() => this.#world(localPackage));
  }

  /** Adds the fields that former versions of a package dropped, which its files no longer name. */
  #withDropped(name: string, read: ReadSource): ReadSource {
    const dropped = this.#dropped.get(name) ?? [];
    return read.source && dropped.length > 0 ? { ...read, source: { ...read.source, dropped } } : read;
  }

  /** Keeps the first steps and goes on with these; answers those that could not be taken, which are left out. */
  take(keep: number, steps: readonly DesignStep[]): readonly Refused[] {
    this.#steps.length = keep;
    this.#states.length = keep + 1;
    const { states, refused } = this.#after(steps);
    this.#steps.push(...steps); // Refused ones stay in the list, since the holder of the steps counts them.
    this.#states.push(...states);
    return refused;
  }

  /** Answers those of the steps that could not be taken now; none is. */
  tried(steps: readonly DesignStep[]): readonly Refused[] {
    return this.#after(steps).refused;
  }

  #after(steps: readonly DesignStep[], state = this.#now) {
    const how = {
      world: (layer: string) => this.#world(layer),
      worded: (issue: Issue) => this.#worded(issue),
      designed: this.#designed,
    };
    return takeSteps(state, steps, how);
  }

  draw({ form: id, place = '', as, param, files }: DrawQuestion): Drawn {
    const { state, compiled, issues, sources } = this.#compile();
    const filed = { form: id ?? '', isMine: this.#isMine };
    const { model = null, layers } = compiled;
    if (model) this.#hold(model, state, layers);
    else if (this.#stale !== state) {
      const shapeless = issues.filter((one) => !this.#conditions.found(one));
      this.#holdWhatDoes(state, shapeless);
    }
    this.#stale = model ? null : state;
    // A design that did not compile from the beginning is shown as it is in force.
    this.#good ??= compile([...this.#sources.values()]).model ?? null;
    const known = this.#good;
    const form = id === undefined ? undefined : known?.formsById.get(id);
    const worded = issues.map((one) => this.#worded(asPublished(one, state, this.#sources.values())));
    const called = known ? this.#called(known, worded) : {};
    return {
      at: this.#steps.length,
      stale: model === null,
      issues: worded.map((issue) => calledIssue(issue, called[issue.form ?? ''])),
      lines: known ? [...known.forms.values()].map((one) => this.#line(one)) : [],
      templates: templatesOf(this.#compile().sources),
      menu: known?.menu ?? [],
      known: this.#known,
      called,
      making: filesMade(this.#steps, [...this.#sources.values()]),
      before: this.#before.of(this.#steps),
      form: form && known ? this.#form(form, known, as ?? null) : null,
      prints: id !== undefined && files === 'prints' ? drawnPrints(sources, filed) : [],
      reports: id !== undefined && files === 'reports' ? drawnReports(sources, filed) : [],
      place,
      properties: id === undefined ? [] : this.#properties(layers, id, place),
      ...this.#params(param),
    };
  }

  /** Of what is changed or wrong; also what the design takes away, as it was called. */
  #called(model: Model, issues: readonly DrawnIssue[]): Drawn['called'] {
    const begun = [...this.#mine].flatMap((layer) => this.#sources.get(layer) ?? []);
    const beside = [...begun, ...this.#compile().sources];
    const changed = new Set(this.#steps.map((step) => formOfStep(step) ?? ''));
    return Object.fromEntries(
      [...changed.union(new Set(issues.flatMap(({ form }) => form ?? [])))].map((id) => {
        if (id === '') return ['', labelsBeside(beside, model.menu, this.#steps)];
        const form = model.formsById.get(id);
        if (!changed.has(id)) return [id, form ? labelsOf(form) : {}];
        const own = this.#steps.filter((step) => formOfStep(step) === id);
        return [id, labelsChanged(form ?? id, begun, own)];
      }),
    );
  }

  #params(param: string | undefined): Pick<Drawn, 'params' | 'param'> {
    if (param === undefined) return { params: [], param: null };
    const { sources } = this.#compile();
    const asked = { sources, begun: [...this.#sources.values()], steps: this.#steps, isMine: this.#isMine };
    return { params: paramLines(asked), param: param === '' ? null : drawnParam(asked, param) };
  }

  /** The files of a layer as they are now. */
  files(layer: string): readonly (readonly [string, Json])[] {
    return [...(this.#now.get(layer) ?? [])];
  }

  /** A form as a template says it, called otherwise. */
  fromTemplate(address: string, as: BegunAs): FormSource | null {
    return copyOfTemplate(this.#compile().sources, address, as);
  }

  /** A form as all layers together say it, called otherwise. */
  copy(form: string, as: CopyAs): FormSource | null {
    const found = this.#compile().compiled.layers.get(form);
    return found ? copyOfForm(found, as) : null;
  }

  /** The form that the last of the steps is about, as it would be with them; else what keeps it from that. */
  proposed(steps: readonly DesignStep[]): ProposedForm {
    const { states, refused } = this.#after(steps, this.#held);
    const [flawed] = refused;
    if (flawed) return { form: null, issues: flawed.issues };
    const { compiled, issues } = this.#compileState(states.at(-1) ?? this.#held);
    const { model } = compiled;
    const form = model?.formsById.get(steps.map(formOfStep).at(-1) ?? '');
    if (form && model) return { form: describedForm(form, model), issues: [] };
    const errors = issues.filter(({ severity }) => severity === 'error');
    return { form: null, issues: errors.map((issue) => this.#worded(issue)) };
  }

  /** The fields of a form as all layers together say them. */
  fields(form: string): readonly FieldSource[] {
    return copiedFields(this.#compile().compiled.layers.get(form)?.fields ?? []);
  }

  /** A form as all layers together say it, each line with who said it. */
  effective(form: string): Effective | null {
    return effectiveOf(this.#compile().compiled.layers, form);
  }

  /** The steps by which it becomes what somebody typed; what cannot be one is told where it stands. */
  typed(asked: TypedQuestion): TypedAnswer {
    const layered = this.#compile().compiled.layers.get(asked.form);
    if (!layered) return { steps: [], flaws: [] };
    const owner = layered.place.package;
    const layer = this.#mine.has(owner) ? owner : localPackage;
    return typedAnswer(asked, {
      form: layered,
      files: this.#now.get(layer) ?? new Map(),
      world: this.#world(layer),
      isMine: this.#isMine,
      worded: (issue) => this.#worded(issue),
    });
  }

  /** Packages that are made here. */
  get #designed(): readonly string[] {
    return [...this.#mine].filter((name) => name !== localPackage);
  }

  get #now(): Layers {
    return this.#states.at(-1) ?? new Map();
  }

  #world(layer: string): DesignWorld {
    const known = this.#worlds.get(layer);
    if (known) return known;
    const world = designWorld([...this.#sources.values()], layer);
    this.#worlds.set(layer, world);
    return world;
  }

  #compile(): CompiledState {
    const state = this.#now;
    if (this.#compiled?.state !== state) {
      const { judge, recordChecks } = this.#conditions;
      this.#compiled = this.#compileState(state, { judge, recordChecks });
    }
    return this.#compiled;
  }

  #compileState(state: Layers, judging: Pick<CompileOptions, 'judge' | 'recordChecks'> = {}): CompiledState {
    const issues: Issue[] = [];
    const sources = new Map(this.#sources);
    for (const [name, files] of state) {
      if (files.size === 0) continue;
      let read = this.#read.get(files);
      if (!read) {
        read = this.#withDropped(name, readSourceFiles(lasting(files)));
        this.#read.set(files, read);
      }
      issues.push(...read.issues);
      if (read.source) sources.set(name, read.source);
    }
    const compiled = compile([...sources.values()], { known: this.#known, memory: this.#memory, ...judging });
    const { model, layers } = compiled;
    const own = model
      ? [sameLabels, sameFormLabels, leansAbove].flatMap((find) => find(model, layers, this.#isMine))
      : [];
    const all = [...issues, ...compiled.issues, ...own];
    return { state, compiled, issues: all, sources: [...sources.values()] };
  }

  #hold(model: Model, state: Layers, forms: Compiled['layers']): void {
    this.#good = model;
    this.#held = state;
    this.#heldForms = forms;
  }

  /** Also of a form whose file is wrong: whoever is to mend it sees what he said. */
  #properties(layers: Compiled['layers'], form: string, place: string): Drawn['properties'] {
    const states = propertiesAt(layers.has(form) ? layers : this.#heldForms, { form, place }, this.#isMine);
    if (this.#stale === null) return states;
    return states.map((state) => ({ ...state, value: valueWith(this.#steps, form, state) }));
  }

  /** Something is wrong: all else is shown as it is designed. */
  #holdWhatDoes(state: Layers, issues: readonly Issue[]): void {
    const holds = new WhatHolds(this.#held);
    let left: Layers | null = state;
    let wrong = issues;
    for (let round = 0; round < rounds && left; round++) {
      left = holds.without(left, wrong);
      const { compiled, issues: found } = left ? this.#compileState(left) : { compiled: null, issues: [] };
      if (left && compiled?.model) {
        this.#hold(compiled.model, left, compiled.layers);
        return;
      }
      wrong = found;
    }
  }

  #line(form: Form): FormLine {
    const { id, name, kind, label, icon, package: owner } = form;
    const layered = this.#compile().compiled.layers.get(id);
    const speakers = new Set([...(layered?.said.values() ?? [])].flat().map((said) => said.package));
    for (const field of layered?.fields ?? []) speakers.add(field.place.package);
    speakers.delete(owner);
    const touched = this.#steps.some((step) => formOfStep(step) === id);
    const menu = menuPlaceOf(form);
    return {
      id,
      name,
      kind,
      label,
      package: owner,
      fields: countFields(form),
      layers: [...speakers],
      touched,
      ...(icon !== undefined && { icon }),
      ...(menu && { menu }),
    };
  }

  #form(form: Form, model: Model, as: RoleSight | null): DrawnForm {
    const shown = as && {
      seen: (field: Field) => sees(as, field, form.fields).seen,
      writable: (field: Field) => sees(as, field, form.fields).writable,
      offered: () => true,
    };
    const targets = new Set(allFields(form).flatMap(({ target }) => target ?? []));
    targets.delete(form.id);
    const changed = [...targets].filter((id) => this.#steps.some((step) => formOfStep(step) === id));
    return {
      described: describedForm(form, model),
      seen: as && shown && describedForm(form, model, shown, as.actions),
      hidden: hiddenFields(form, model),
      own: this.#own(form),
      touched: [...new Set(this.#steps.filter((step) => formOfStep(step) === form.id).flatMap(placeOfStep))],
      targets: Object.fromEntries(
        changed.flatMap((id) => {
          const target = model.formsById.get(id);
          return target ? [[id, describedForm(target, model)]] : [];
        }),
      ),
    };
  }

  /** Places that the layers which are designed brought. */
  #own(form: Form): readonly string[] {
    const layered = this.#compile().compiled.layers.get(form.id);
    const fields = allFields(form).filter((field) => this.#mine.has(field.package));
    const parts = (['rules', 'unique', 'actions', 'views'] as const).flatMap((part) =>
      (layered?.source[part] ?? [])
        .filter((one) => this.#mine.has((layered?.places.get(one) ?? layered?.place)?.package ?? ''))
        .map(({ name }) => `${part}/${name}`),
    );
    return [...fields.map(({ path }) => `fields/${path}`), ...parts];
  }

  /** A file as it is now, also of a package that is not designed. */
  #content(owner = '', file = ''): Json | undefined {
    const own = this.#now.get(owner)?.get(file);
    const { forms = [], extensions = [] } = this.#sources.get(owner) ?? {};
    return own ?? ([...forms, ...extensions].find((one) => one.file === file)?.content as Json | undefined);
  }

  #worded(issue: Issue): DrawnIssue {
    const ofForm = this.#conditions.found(issue) ? { form: String(issue.params['form']) } : {};
    return wordedIssue({ ...issue, ...ofForm }, this.#content(issue.package, issue.file));
  }
}

function filesOf(files: JsonObject): LayerFiles {
  return lasting(new Map(Object.entries(files)));
}
