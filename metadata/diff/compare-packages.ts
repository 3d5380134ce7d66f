import { isObject, type Json, type JsonObject } from '../common/json.ts';
import type { Label } from '../common/label.ts';
import { sameData } from '../common/same-data.ts';
import { isVersion } from '../model/layers/versions.ts';
import { type Difference, type DifferenceRule, type Grade, meaningOf } from '../property/difference.ts';
import { always, looksChanged, type Reading, textChanged } from '../property/reading.ts';
import type { DataRecord, ExtensionSource, Manifest, PackageSource, SourceFile } from '../source.ts';
import { byName, type Collector, collector, compareProperties } from './collect.ts';
import { compareFields } from './compare-fields.ts';
import {
  compareActions,
  compareBlocks,
  compareForms,
  compareRules,
  compareUnique,
  compareViews,
} from './compare-forms.ts';
import { compareParams } from './compare-params.ts';
import { compareSaid } from './compare-said.ts';

/**
 * Returns the differences between a version of a package and another, the worst first. Forms, fields and options are
 * the same by their ids, records by their keys, whatever they are called.
 */
export function comparePackages(before: PackageSource, after: PackageSource): readonly Difference[] {
  const steps = compareInSteps(before, after);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same in steps, so that whoever has others to serve may rest between any two forms. */
export function* compareInSteps(
  before: PackageSource,
  after: PackageSource,
): Generator<undefined, readonly Difference[]> {
  const found: Difference[] = [];
  const to = collector(found, '', after.manifest.guiju.label);
  compareManifests(before.manifest, after.manifest, to);
  yield* compareForms(contents(before.forms), contents(after.forms), to);
  yield* compareExtensions(contents(before.extensions), contents(after.extensions), to);
  compareParams(contents(before.params), contents(after.params), to);
  yield;
  compareRecords(before, after, to);
  yield;
  compareBy(before.migrations ?? [], after.migrations ?? [], to, 'step');
  compareBy(before.cases, after.cases, to, 'case');
  compareBy(before.prints ?? [], after.prints ?? [], to, 'print');
  compareBy(before.reports ?? [], after.reports ?? [], to, 'report');
  compareBy(before.templates ?? [], after.templates ?? [], to, 'template');
  compareBy(before.messages, after.messages, to, 'text');
  const rank = (one: Difference) => grades.indexOf(meaningOf(one).grade);
  return found.sort((a, b) => rank(a) - rank(b));
}

/** From the worst. */
export const grades: readonly Grade[] = ['breaking', 'additive', 'cosmetic'];

export type Step = 'major' | 'minor' | 'patch' | 'none';

/**
 * The least step of version that differences ask for. Before 1.0.0 what breaks is a minor step and all else a patch,
 * as npm reads `^0.1.0`.
 *
 * @example
 * leastStep([{ rule: 'field-removed', place: 'item/rate' }], '1.2.3') //=> 'major'
 * leastStep([{ rule: 'field-removed', place: 'item/rate' }], '0.2.3') //=> 'minor'
 * leastStep([{ rule: 'field-added', place: 'item/rate' }], '1.2.3') //=> 'minor'
 * leastStep([], '1.2.3') //=> 'none'
 */
export function leastStep(differences: readonly Difference[], version: string): Step {
  const worst = worstGrade(differences);
  if (worst === undefined) return 'none';
  const stable: Readonly<Record<Grade, Step>> = { breaking: 'major', additive: 'minor', cosmetic: 'patch' };
  const first: Readonly<Record<Grade, Step>> = { breaking: 'minor', additive: 'patch', cosmetic: 'patch' };
  return (isVersion(version) && version.startsWith('0.') ? first : stable)[worst];
}

/** Undefined: there is no difference. */
export function worstGrade(differences: readonly Difference[]): Grade | undefined {
  const found = new Set(differences.map((one) => meaningOf(one).grade));
  return grades.find((grade) => found.has(grade));
}

function contents<T>(files: readonly SourceFile<T>[]): readonly T[] {
  return files.map(({ content }) => content);
}

function compareManifests(before: Manifest, after: Manifest, to: Collector): void {
  const own = ({ name: _n, version: _v, peerDependencies: _p, guiju, ...rest }: Manifest) => ({
    ...guiju,
    // npm's members say nothing to us.
    ...('description' in rest && { description: rest.description }),
  });
  const needs = after.peerDependencies ?? {};
  const needed = before.peerDependencies ?? {};
  for (const name of new Set([...Object.keys(needed), ...Object.keys(needs)])) {
    if (needed[name] === needs[name]) continue;
    const rule =
      needed[name] === undefined ? 'need-added' : needs[name] === undefined ? 'need-removed' : 'need-changed';
    to.within(name).add(rule, { before: needed[name] ?? null, after: needs[name] ?? null });
  }
  const known: Readonly<Record<string, Reading>> = {
    prefix: always('prefix-changed'),
    server: always('need-changed'),
    menu: looksChanged,
  };
  compareProperties([own(before), own(after)], { known, otherwise: textChanged }, to);
}

/** Several files may speak of one form. */
function* compareExtensions(
  before: readonly ExtensionSource[],
  after: readonly ExtensionSource[],
  to: Collector,
): Generator<undefined, void> {
  const [was, is] = [before, after].map((all) => Map.groupBy(all, (one) => one.extends));
  for (const form of new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])) {
    yield;
    const [old, now] = [together(was?.get(form)), together(is?.get(form))];
    const at = to.within(form);
    compareFields(old.fields, now.fields, at);
    for (const path of new Set([...Object.keys(old.rows), ...Object.keys(now.rows)]))
      compareFields(old.rows[path], now.rows[path], at.within(path));
    compareRules(old.rules, now.rules, at);
    compareUnique(old.unique, now.unique, at);
    compareActions(old.actions, now.actions, at);
    compareBlocks(old.blocks, now.blocks, at);
    compareViews(old.views, now.views, at);
    compareSaid([old.set, now.set], '', at);
    compareProperties([old.places, now.places], { known: {}, otherwise: looksChanged }, at);
  }
}

function together(all: readonly ExtensionSource[] = []) {
  return {
    fields: all.flatMap(({ fields = [] }) => fields),
    rows: Object.assign({}, ...all.map(({ rows = {} }) => rows)) as NonNullable<ExtensionSource['rows']>,
    rules: all.flatMap(({ rules = [] }) => rules),
    unique: all.flatMap(({ unique = [] }) => unique),
    actions: all.flatMap(({ actions = [] }) => actions),
    blocks: all.flatMap(({ blocks = [] }) => blocks),
    views: all.flatMap(({ views = [] }) => views),
    set: Object.assign({}, ...all.map(({ set = {} }) => set)) as JsonObject,
    places: { groups: all.flatMap(({ groups = [] }) => groups), tabs: all.flatMap(({ tabs = [] }) => tabs) },
  };
}

function compareRecords(before: PackageSource, after: PackageSource, to: Collector): void {
  const listed = ({ data }: PackageSource) =>
    contents(data).flatMap(({ form, set = '', records }) => records.map((record) => ({ form, set, record })));
  const recordName = ({ form, record }: { readonly form: string; readonly record: DataRecord }) =>
    `${form}/${record.key}`;
  const { gone, come, both } = byName(listed(before), listed(after), recordName);
  const at = (one: (typeof come)[number]) => to.within(recordName(one), calledBy(one.record));
  for (const one of gone) at(one).add('record-removed');
  for (const one of come) at(one).add('record-added');
  for (const [was, is] of both) {
    const plain = ({ set, record: { source: _s, ...record } }: (typeof both)[number][0]) => ({ set, record });
    if (!sameData(plain(was), plain(is)))
      at(is).add('record-changed', {
        before: { ...was.record.values },
        after: { ...is.record.values },
      });
  }
}

/** By its number or name, as people know it. */
function calledBy({ key, values }: DataRecord): Label {
  const called = [values['number'], values['name'], key].find((one) => typeof one === 'string' && one !== '');
  return { zh: String(called), en: String(called) };
}

function labelOf(content: unknown): Label | undefined {
  const { label } = isObject(content as Json) ? (content as { readonly label?: Label }) : {};
  return label;
}

/** What is said of files that come, that go and that are others. */
const fileRules = {
  step: ['step-changed', 'step-removed', 'step-changed'],
  case: ['case-changed', 'case-changed', 'case-changed'],
  print: ['print-added', 'print-removed', 'print-changed'],
  report: ['report-added', 'report-removed', 'report-changed'],
  template: ['template-added', 'template-removed', 'template-changed'],
  text: ['text-changed', 'text-changed', 'text-changed'],
} as const;

/** Files that stand for themselves; those that people call something are called so. */
function compareBy<T>(
  before: readonly SourceFile<T>[],
  after: readonly SourceFile<T>[],
  to: Collector,
  what: keyof typeof fileRules,
): void {
  const { gone, come, both } = byName(before, after, ({ file }) => file);
  const [added, removed, changed] = fileRules[what];
  const add = (one: SourceFile<T>, rule: DifferenceRule) =>
    to.within(one.file, labelOf(one.content)).add(rule);
  for (const one of gone) add(one, removed);
  for (const one of come) add(one, added);
  for (const [was, is] of both) if (!sameData(was.content, is.content)) add(is, changed);
}
