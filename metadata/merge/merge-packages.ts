import { isObject, type Json } from '../common/json.ts';
import { sameData } from '../common/same-data.ts';
import { localPackage } from '../model/layers/order.ts';
import type { DroppedSource, PackageSource } from '../source.ts';
import { findTarget, mannerOf, type Target } from '../targets.ts';
import { type Edit, editLocal } from './edit-local.ts';
import { leaningOn } from './leaning.ts';
import {
  type Answer,
  type Answers,
  type Choice,
  type Interference,
  interferenceId,
  isAnswer,
  isChoice,
  type Notice,
  placeOf,
  type Question,
  questionId,
} from './question.ts';
import { type Spot, type Statement, type World, worldOf } from './world.ts';

export interface ToMerge {
  /** The packages that are installed, `local` too; every file has the shape of its kind. */
  readonly before: readonly PackageSource[];
  /** New versions, and packages that were not there. */
  readonly given: readonly PackageSource[];
  /** By id of the question, or by its place. Default: none. */
  readonly answers?: Answers;
  /** The answer to every question that has no answer. Default: none. */
  readonly take?: 'theirs' | 'ours';
  /** Answers of former merges, by id. Default: none. */
  readonly remembered?: Answers;
}

export interface Merged {
  /** The customer's layer as it is to be; undefined: there is none, and nothing for it to say. */
  readonly local?: PackageSource;
  /** Whether the customer's layer is another one than before. */
  readonly isLocalChanged: boolean;
  readonly questions: readonly Question[];
  readonly interference: readonly Interference[];
  readonly notices: readonly Notice[];
  /** Parts that new versions leave out while others build on them, to be kept, by package. */
  readonly kept: ReadonlyMap<string, readonly DroppedSource[]>;
  /** Answers to be remembered, those of former merges too. */
  readonly answers: Answers;
}

/**
 * The three-way merge: what packages said, what their new versions say, and what other layers say of both. Writes
 * nothing but the customer's layer: of a package of somebody else it says there that its word is not taken.
 */
export function mergePackages(asked: ToMerge): Merged {
  const steps = mergeInSteps(asked);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same in steps, so that whoever has others to serve may rest between any two properties. */
export function* mergeInSteps({
  before,
  given,
  answers = {},
  take,
  remembered = {},
}: ToMerge): Generator<undefined, Merged> {
  const names = new Set(given.map(({ manifest }) => manifest.name));
  const was = worldOf(before);
  yield;
  const merging: Merging = {
    before: was,
    after: worldOf([...before.filter(({ manifest }) => !names.has(manifest.name)), ...given]),
    fresh: names,
    answered: (id, spot) => ({ given: answers[id] ?? answers[placeOf(spot)], before: remembered[id] }),
    take,
    questions: [],
    interference: [],
    notices: [],
    edits: [],
    answers: { ...remembered },
  };
  yield;
  for (const spot of merging.after.spots()) {
    mergeSpot(merging, spot);
    yield;
  }
  for (const spot of overruledSpots(before)) askAgain(merging, spot);
  yield;
  const leaning = leaningOn(merging.before, merging.after, names);
  yield;
  const local = before.find(({ manifest }) => manifest.name === localPackage);
  const next = editLocal(local, merging.edits);
  return {
    ...(next ? { local: next } : {}),
    isLocalChanged: next !== local && !sameData(next, local),
    questions: inOrder(merging.questions),
    interference: inOrder(merging.interference),
    notices: inOrder([...merging.notices, ...leaning.notices]),
    kept: leaning.kept,
    answers: merging.answers,
  };
}

interface Merging {
  readonly before: World;
  readonly after: World;
  /** Packages of which another version comes, or the first. */
  readonly fresh: ReadonlySet<string>;
  answered(
    id: string,
    spot: Spot,
  ): { readonly given: Answer | Choice | undefined; readonly before: Answer | Choice | undefined };
  readonly take: 'theirs' | 'ours' | undefined;
  readonly questions: Question[];
  readonly interference: Interference[];
  readonly notices: Notice[];
  readonly edits: Edit[];
  readonly answers: Record<string, Answer | Choice>;
}

/** Sorts by place, so that the order is the same whichever package comes first. */
function inOrder<T extends Spot>(all: readonly T[]): readonly T[] {
  return all.toSorted((a, b) => (`${placeOf(a)}` < `${placeOf(b)}` ? -1 : placeOf(a) === placeOf(b) ? 0 : 1));
}

function mergeSpot(merging: Merging, spot: Spot): void {
  const rule = findTarget(spot.target);
  // A part that is gone is kept for those who speak of it; a property that nobody may set is told by the compile.
  if (!rule || !merging.after.has(spot)) return;
  const manner = mannerOf(rule);
  if (manner === 'shared') mergeShared(merging, spot);
  else if (manner === 'stricter') mergeStricter(merging, spot, rule);
  else mergeSets(merging, spot, rule);
}

/** The last who speaks has the last word: he is asked where what he spoke about became another. */
function mergeShared(merging: Merging, spot: Spot): void {
  const { before, after, fresh, edits } = merging;
  if (interferes(merging, spot)) return;
  const last = after.statements(spot).at(-1);
  if (!last || fresh.has(last.package) || !before.has(spot)) return;
  const { package: layer, value: ours } = last;
  const [base, theirs] = [before.below(spot, layer) ?? null, after.below(spot, layer) ?? null];
  if (sameData(base, theirs) || sameData(ours, theirs)) return;
  if (sameData(ours, base) && layer === localPackage) {
    edits.push({ ...spot, does: 'withdraw' });
    tell(merging, 'merge-followed', spot, layer, { theirs });
    return;
  }
  const answer = ask(merging, spot, layer, { base, theirs, ours });
  if (answer === undefined || answer === 'ours') return;
  if (answer !== 'theirs') edits.push({ ...spot, does: 'say', value: answer.value });
  else if (layer === localPackage) edits.push({ ...spot, does: 'withdraw' });
  else overrule(merging, spot, [layer]);
}

/** A lock that a new version makes stricter than a layer did holds; the layer's word is left out, and that is told. */
function mergeStricter(merging: Merging, spot: Spot, rule: Target): void {
  const { before, after, fresh, edits } = merging;
  for (const { package: layer, value: ours } of after.statements(spot)) {
    if (fresh.has(layer)) continue;
    const [base, theirs] = [before.below(spot, layer) ?? null, after.below(spot, layer) ?? null];
    if (sameData(base, theirs)) continue;
    const looser = 'refused' in rule.merge(theirs ?? undefined, ours);
    tell(merging, 'merge-stricter', spot, layer, { base, theirs, ours, holds: looser ? 'theirs' : 'ours' });
    if (!looser) continue;
    if (layer === localPackage) edits.push({ ...spot, does: 'withdraw' });
    else overrule(merging, spot, [layer]);
  }
}

/** Sets come together by themselves; but one thing that both added under another label is asked about. */
function mergeSets(merging: Merging, spot: Spot, rule: Target): void {
  const { before, after, fresh } = merging;
  for (const { package: layer, value: said } of after.statements(spot)) {
    if (fresh.has(layer)) continue;
    const [base, theirs] = [before.below(spot, layer) ?? [], after.below(spot, layer) ?? []];
    if (sameData(base, theirs)) continue;
    const [was, is] = [keysOf(base), keysOf(theirs)];
    const merged = rule.merge(theirs, said);
    const result = 'value' in merged ? keysOf(merged.value) : is;
    tell(merging, 'merge-sets', spot, layer, {
      added: [...is].filter((key) => !was.has(key)),
      removed: [...was].filter((key) => !is.has(key)),
      stays: [...is].filter((key) => !was.has(key) && !result.has(key)),
    });
    if (spot.target.endsWith('/options')) bothAdded(merging, spot, { layer, said, base, theirs });
  }
}

interface Added {
  readonly layer: string;
  readonly said: Json;
  readonly base: Json;
  readonly theirs: Json;
}

function bothAdded(merging: Merging, { form, target }: Spot, { layer, said, base, theirs }: Added): void {
  for (const option of optionsOf(said)) {
    const spot = { form, target: `${target}/${option.value}/label` };
    const other = optionsOf(theirs).find(({ value }) => value === option.value);
    const known = optionsOf(base).some(({ value }) => value === option.value);
    if (known || !other || sameData(other.label, option.label)) continue;
    if (merging.after.statements(spot).length > 0) continue;
    const answer = ask(merging, spot, layer, { base: null, theirs: other.label, ours: option.label });
    if (answer === undefined || answer === 'theirs') continue;
    const value = answer === 'ours' ? option.label : answer.value;
    merging.edits.push({ ...spot, does: 'say', value });
  }
}

/** Tells whether two that know nothing of each other have the last word; then somebody else has to have it. */
function interferes(merging: Merging, spot: Spot): boolean {
  const { before, after, fresh } = merging;
  const all = after.statements(spot);
  if (all.length < 2 || all.some((one) => one.package === localPackage)) return false;
  const rivals = all.filter((one) => all.some((other) => areStrangers(after, one, other)));
  if (rivals.length === 0 || !rivals.some((one) => fresh.has(one.package))) return false;
  const said = rivals.map(({ package: by, value }) => ({ package: by, value }));
  const id = interferenceId(spot, said);
  const { given, before: once } = merging.answered(id, spot);
  const known = isChoice(given as Json) ? (given as Choice) : undefined;
  const answer = known ?? (isChoice(once as Json) ? (once as Choice) : undefined);
  const isOne = answer && (!('from' in answer) || said.some((one) => one.package === answer.from));
  const label = after.labelOf(spot) ?? before.labelOf(spot);
  merging.interference.push({
    ...spot,
    id,
    said,
    remembered: known === undefined && isOne === true,
    ...(label && { label }),
    ...(answer && isOne && { answer }),
  });
  if (!answer || !isOne) return true;
  merging.answers[id] = answer;
  if ('value' in answer) merging.edits.push({ ...spot, does: 'say', value: answer.value });
  else
    overrule(
      merging,
      spot,
      rivals.map((one) => one.package).filter((name) => name !== answer.from),
    );
  return true;
}

function areStrangers({ buildsOn }: World, a: Statement, b: Statement): boolean {
  if (a.package === b.package || sameData(a.value, b.value)) return false;
  return !buildsOn(a.package, b.package) && !buildsOn(b.package, a.package);
}

/** A package whose word was not taken says another one now, or none: whoever decided that decides anew. */
function askAgain(merging: Merging, spot: Spot): void {
  const { before, after, fresh } = merging;
  const silenced = before.overruled(spot);
  const left = silenced.filter((name) => {
    if (!fresh.has(name)) return true;
    const [was, is] = [before, after].map((world) => wordOf(world, spot, name));
    if (is === undefined) return false;
    if (was === undefined || sameData(was, is)) return true;
    const ours = before.below(spot, '') ?? null;
    const answer = ask(merging, spot, localPackage, { base: was, theirs: is, ours }, name);
    if (answer !== undefined && answer !== 'ours' && answer !== 'theirs')
      merging.edits.push({ ...spot, does: 'say', value: answer.value });
    return answer !== 'theirs';
  });
  if (left.length < silenced.length) overruleOnly(merging, spot, left);
}

function wordOf({ packages }: World, { form, target }: Spot, name: string): Json | undefined {
  const source = packages.find(({ manifest }) => manifest.name === name);
  for (const { content } of source?.extensions ?? [])
    if (content.extends === form && content.set && Object.hasOwn(content.set, target))
      return content.set[target];
  const [, type = '', ...rest] = target.split('/');
  for (const { content } of form === '' ? (source?.params ?? []) : [])
    if (content.type === type && content.set && Object.hasOwn(content.set, rest.join('/')))
      return content.set[rest.join('/')];
  return undefined;
}

function* overruledSpots(before: readonly PackageSource[]): Generator<Spot> {
  const local = before.find(({ manifest }) => manifest.name === localPackage);
  for (const { content } of local?.extensions ?? [])
    for (const target of Object.keys(content.overrules ?? {})) yield { form: content.extends, target };
  for (const { content } of local?.params ?? [])
    for (const target of Object.keys(content.overrules ?? {}))
      yield { form: '', target: `params/${content.type}/${target}` };
}

function overrule(merging: Merging, spot: Spot, names: readonly string[]): void {
  const pending = merging.edits.flatMap((edit) =>
    edit.does === 'overrule' && edit.form === spot.form && edit.target === spot.target ? edit.packages : [],
  );
  overruleOnly(merging, spot, [...new Set([...merging.before.overruled(spot), ...pending, ...names])]);
}

function overruleOnly({ edits }: Merging, spot: Spot, packages: readonly string[]): void {
  edits.push({ ...spot, does: 'overrule', packages: packages.toSorted() });
}

interface ThreeValues {
  readonly base: Json;
  readonly theirs: Json;
  readonly ours: Json;
}

/** Notes the question, with the answer it has: this time's, or the one of another time. */
function ask(
  merging: Merging,
  spot: Spot,
  layer: string,
  values: ThreeValues,
  by = changedBy(merging, spot, layer),
): Answer | undefined {
  const { base, theirs, ours } = values;
  const id = questionId(spot, layer, [base, theirs, ours]);
  const { given, before: once } = merging.answered(id, spot);
  const now = isAnswer(given as Json) ? (given as Answer) : undefined;
  const then = isAnswer(once as Json) ? (once as Answer) : undefined;
  const answer = now ?? then ?? merging.take;
  const label = merging.after.labelOf(spot);
  merging.questions.push({
    ...spot,
    ...values,
    id,
    package: by,
    layer,
    proposal: 'ours',
    ...(label && { label }),
    ...(answer && { answer }),
    remembered: now === undefined && then !== undefined,
  });
  if (answer) merging.answers[id] = answer;
  return answer;
}

/** Returns the package whose new version changed what is below a layer. */
function changedBy({ after, fresh }: Merging, spot: Spot, layer: string): string {
  const owner = after.ownerOf(spot) ?? '';
  const speakers = after.statements(spot).map((one) => one.package);
  const below = [owner, ...speakers.slice(0, speakers.indexOf(layer))];
  return below.findLast((name) => fresh.has(name)) ?? owner;
}

function tell(
  merging: Merging,
  code: Notice['code'],
  spot: Spot,
  layer: string,
  params: Notice['params'],
): void {
  const label = merging.after.labelOf(spot);
  const by = changedBy(merging, spot, layer);
  merging.notices.push({ ...spot, code, package: by, layer, ...(label && { label }), params });
}

function optionsOf(value: Json): readonly { readonly value: string; readonly label: Json }[] {
  return (Array.isArray(value) ? (value as readonly Json[]) : []).flatMap((one) =>
    isObject(one) && typeof one['value'] === 'string'
      ? [{ value: one['value'], label: one['label'] ?? null }]
      : [],
  );
}

function keysOf(value: Json): ReadonlySet<string> {
  return new Set(
    (Array.isArray(value) ? (value as readonly Json[]) : []).map((one) =>
      isObject(one) ? String(one['value'] ?? JSON.stringify(one)) : String(one),
    ),
  );
}
