import { append } from '../common/append.ts';
import { hashOf } from '../common/hash.ts';
import type { Issue } from '../common/issue.ts';
import type { Label } from '../common/label.ts';
import { nearNames } from '../common/near-names.ts';
import type { Known } from '../domain.ts';
import type { Form, Model } from '../model.ts';
import { isFormName } from '../names.ts';
import type { RecordChecks } from '../record-check.ts';
import type { MenuSource, PackageSource } from '../source.ts';
import { addMigrations } from './add-migrations.ts';
import { addMoves } from './add-moves.ts';
import { collectCases } from './checks/check-cases.ts';
import { checkCircles } from './checks/check-circles.ts';
import { checkActions, collectData } from './checks/check-data.ts';
import { checkDropped } from './checks/check-dropped.ts';
import { checkFields } from './checks/check-fields.ts';
import { checkForm, checkLayout, checkRules } from './checks/check-form.ts';
import { checkKnown } from './checks/check-known.ts';
import { checkMatch } from './checks/check-match.ts';
import { collectPrints } from './checks/check-prints.ts';
import { collectReports } from './checks/check-reports.ts';
import type { Checking } from './checks/checking.ts';
import { buildForms } from './forms/build-forms.ts';
import type { CompiledForm, CompileMemory } from './forms/compiled-forms.ts';
import { addDropped, quietDropped } from './forms/dropped.ts';
import { formHasher } from './forms/hashes.ts';
import { askableParams } from './forms/stated-param.ts';
import { deepFreeze } from './freeze.ts';
import { type Judge, judgeRest } from './judged.ts';
import { baseForms } from './layers/base.ts';
import { extendForms } from './layers/extend.ts';
import { type LayeredForm, placeOfForm } from './layers/layered.ts';
import { manifestAt, type Ordered, orderPackages } from './layers/order.ts';
import { Report } from './layers/report.ts';
import { statedSteps } from './layers/versions.ts';
import { buildParams, stateParams } from './params.ts';
import { unfitServer } from './server-range.ts';
import { asWritten, type Mended, placeInWhole } from './sound-part.ts';
import { wellFormed } from './structure.ts';

export interface CompileOptions {
  /** Version of the server, which `guiju.server` of a package is judged by. Default: not judged. */
  readonly server?: string;
  /** Packages that come beside those that were there: of two that want one name, they are told. Default: none. */
  readonly newcomers?: ReadonlySet<string>;
  /** Names that packages may use. Default: any. */
  readonly known?: Known;
  /** Sentences by code, beside those of packages; a package may replace them. Default: nothing. */
  readonly texts?: ReadonlyMap<string, Label>;
  /** Checks of whole records that forms can name. Default: none. */
  readonly recordChecks?: RecordChecks;
  /** Judges what came of packages, also where they have errors; what it finds is told with those. Default: nobody. */
  readonly judge?: Judge;
  /** The forms of the last compile, to go on from; then it holds those of this one. Default: nothing. */
  readonly memory?: CompileMemory;
}

export interface Compiled {
  /** Absent when what packages say has an error; one that a judge finds leaves it. */
  readonly model?: Model;
  /** Errors and warnings of all packages, in the order they were found. */
  readonly issues: readonly Issue[];
  /** The forms with what each layer set, for `explain`. */
  readonly layers: ReadonlyMap<string, LayeredForm>;
}

/**
 * Packages → the frozen model, or every reason why not. Never throws on what packages say; freezes what it was given.
 */
export function compile(sources: readonly PackageSource[], options: CompileOptions = {}): Compiled {
  const steps = compileInSteps(sources, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same, form by form: whoever has others waiting lets them through between two steps. */
export function* compileInSteps(
  sources: readonly PackageSource[],
  options: CompileOptions = {},
): Generator<undefined, Compiled> {
  const unfit = sources.flatMap(({ manifest }) => unfitServer(manifest, options.server) ?? []);
  if (unfit.length > 0) return { issues: unfit, layers: new Map() };
  const report = new Report();
  const mended: Mended[] = [];
  const { packages: formed, broken } = yield* wellFormed(sources, report, mended);
  const since = report.issues.length;
  const ordered = orderPackages(formed, report);
  const { packages } = ordered;
  const said = yield* baseForms(packages, report, options.newcomers);
  yield* addDropped(packages, said);
  yield* extendForms(ordered, said, broken, report);
  quietDropped(said);
  const steps = statedSteps(packages, report);
  addMoves(steps, said, broken, report);
  addMigrations(steps, said, broken, report);

  const { memory, ...whole } = options;
  const stated = stateParams(ordered);
  const types = [...stated.types.values()].map(({ type, label }) => ({ type, label }));
  const { built, layers, builder, readings } = yield* buildForms(
    said,
    broken,
    report,
    memory ?? { forms: new Map() },
    { params: askableParams(stated.types.values()), types },
  );
  const forms = new Map(built.map(({ form }) => [form.id, form]));
  const checkings = new Map(
    built.map(({ form, layered }): [string, Checking] => [
      form.id,
      { form, layered, forms: readings.over(forms, form.id), builder, broken, report },
    ]),
  );
  const warnings = new Map<string, readonly Issue[]>();
  for (const { form, unchanged } of built) {
    const before = report.issues.length;
    const checking = checkings.get(form.id);
    if (unchanged) append(report.issues, unchanged.warnings);
    else if (checking) checkAll(checking, options.known);
    warnings.set(form.id, report.issues.slice(before));
    yield;
  }
  checkActions(checkings);
  const menu = buildMenu(ordered, report, options.known);
  checkPlaceInMenu(built, menu, report);
  const params = buildParams(stated, builder, report);
  yield;
  const data = collectData(packages, checkings, broken, report);
  yield;
  checkCircles(checkings, new Set(data.map(({ content }) => content.form)));
  const cases = collectCases(packages, checkings, broken, report);
  const prints = collectPrints(ordered, checkings, { broken, report });
  const reports = collectReports(ordered, checkings, { broken, report });
  if (report.failed) {
    // Issues are told in the order in which they are met when everything is looked at.
    if (built.some(({ unchanged }) => unchanged)) return yield* compileInSteps(sources, whole);
    if (options.judge) {
      const recordChecks = options.recordChecks ?? new Map();
      yield* judgeRest(
        options.judge,
        { formsById: forms, prints, reports, recordChecks, layers },
        broken,
        report,
      );
    }
    placeInWhole(report, since, mended);
    return { issues: report.issues, layers: asWritten(layers, mended) };
  }

  const hash = formHasher(forms, builder, readings);
  const hashed: Form[] = [];
  for (const { form, layered, unchanged } of built) {
    // A form of its own in each model: what was made for it in another one is not taken for this one's.
    const asked = builder.asked.get(form.id);
    const whole: Form = {
      ...form,
      hash: unchanged?.form.hash ?? hash(form, layered),
      ...(asked && { asked }),
    };
    hashed.push(deepFreeze(whole));
    yield;
  }
  if (memory && !builder.circular) {
    memory.types = types;
    memory.forms = new Map(
      built.map(({ layered, unchanged }, at): [string, CompiledForm] => {
        const form = hashed[at] as Form;
        const own = {
          warnings: warnings.get(form.id) ?? [],
          reads: unchanged?.reads ?? readings.of(form.id),
        };
        return [form.id, { layered, form, ...own }];
      }),
    );
  }
  const manifests = packages.map(({ manifest }) => manifest);
  const messages = packages.flatMap((source) =>
    source.messages.flatMap(({ content }) => Object.entries(content).filter(([key]) => key !== '$schema')),
  );
  const spoken = packages.map((source) => [
    source.params,
    source.data,
    source.cases,
    source.prints,
    source.reports,
  ]);
  const model: Model = {
    hash: hashOf([manifests, menu, spoken, messages, hashed.map((form) => form.hash)]),
    packages: manifests,
    forms: new Map(hashed.map((form) => [form.name, form])),
    formsById: new Map(hashed.map((form) => [form.id, form])),
    menu,
    params,
    data,
    cases,
    prints,
    reports,
    messages: new Map([...(options.texts ?? []), ...messages]),
    recordChecks: options.recordChecks ?? new Map(),
  };
  const lasting = deepFreeze(model);
  if (options.judge) append(report.issues, yield* options.judge({ ...lasting, layers }));
  return { model: lasting, issues: report.issues, layers };
}

function checkAll(checking: Checking, known: Known | undefined): void {
  if (known) checkKnown(checking, known);
  checkForm(checking);
  checkFields(checking);
  checkRules(checking);
  checkLayout(checking);
  checkMatch(checking);
  checkDropped(checking);
}

/**
 * The folders of all packages: each below a folder that exists, said once, or again by a package that builds on the
 * first.
 */
function buildMenu({ packages, buildsOn }: Ordered, report: Report, known?: Known): readonly MenuSource[] {
  const folders = new Map<string, { readonly menu: MenuSource; readonly package: string }>();
  for (const source of packages) {
    const { name } = source.manifest;
    for (const [index, menu] of (source.manifest.guiju.menu ?? []).entries()) {
      const place = manifestAt(source, `/guiju/menu/${index}/path`);
      const { icon } = menu;
      if (known && icon !== undefined && !Object.hasOwn(known.icons, icon))
        report.error('unknown-icon', manifestAt(source, `/guiju/menu/${index}/icon`), {
          icon,
          near: nearNames(icon, Object.keys(known.icons)),
        });
      const before = folders.get(menu.path);
      const upper = menu.path.split('/').slice(0, -1).join('/');
      if (!menu.path.split('/').every(isFormName)) report.error('menu-path', place, { path: menu.path });
      else if (upper !== '' && !folders.has(upper))
        report.error('unknown-menu', place, { path: upper, near: nearNames(upper, folders.keys()) });
      if (before && !buildsOn(name, before.package)) {
        report.error('menu-twice', place, { path: menu.path, package: before.package });
      }
      folders.set(menu.path, { menu, package: name });
    }
  }
  return [...folders.values()].map(({ menu }) => menu);
}

function checkPlaceInMenu(
  forms: readonly { readonly form: Form; readonly layered: LayeredForm }[],
  menu: readonly MenuSource[],
  report: Report,
): void {
  const paths = new Set(menu.map(({ path }) => path));
  for (const { form, layered } of forms) {
    if (form.menu && !paths.has(form.menu.path)) {
      report.error('unknown-menu', placeOfForm(layered, 'menu'), {
        path: form.menu.path,
        near: nearNames(form.menu.path, paths),
      });
    }
  }
}
