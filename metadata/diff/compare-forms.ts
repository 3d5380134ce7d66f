import { sameData } from '../common/same-data.ts';
import type { MatchSource } from '../match-source.ts';
import type {
  ActionSource,
  FormSource,
  LayoutSource,
  RuleSource,
  SharingSource,
  UniqueSource,
} from '../source.ts';
import { always, asSet, byName, type Collector, compareProperties, type Reading } from './collect.ts';
import { compareFields, fieldId } from './compare-fields.ts';

/** Forms of two versions; they are the same by their ids. */
export function* compareForms(
  before: readonly FormSource[],
  after: readonly FormSource[],
  to: Collector,
): Generator<undefined, void> {
  const { gone, come, both } = byName(before, after, fieldId);
  for (const form of gone) to.within(fieldId(form), form.label).add('form-removed');
  for (const form of come) to.within(fieldId(form), form.label).add('form-added');
  for (const [was, is] of both) {
    compareForm(was, is, to.within(fieldId(is), is.label));
    yield;
  }
}

function compareForm(before: FormSource, after: FormSource, to: Collector): void {
  if (before.name !== after.name) to.add('form-renamed', { before: before.name, after: after.name });
  if (before.kind !== after.kind) to.add('form-kind-changed', { before: before.kind, after: after.kind });
  compareFields(before.fields, after.fields, to);
  compareRules(before.rules, after.rules, to);
  compareUnique(before.unique, after.unique, to);
  compareActions(before.actions, after.actions, to);
  compareLayout(before.layout, after.layout, to);
  compareSharing(before, after, to);
  compareMatch(before.match, after.match, to);
  compareProperties(
    [bare(before), bare(after)],
    { known: ofForm, otherwise: always('property-changed') },
    to,
  );
  compareProperties(
    [{ checks: runs(before) }, { checks: runs(after) }],
    { known: {}, otherwise: asSet('check-removed', 'check-added') },
    to,
  );
}

function runs({ checks = [] }: FormSource): readonly string[] {
  return checks.map(({ run }) => run);
}

/** What is compared one property at a time. */
function bare(form: FormSource) {
  const { name: _n, id: _i, kind: _k, fields: _f, rules: _r, unique: _u, actions: _a, ...others } = form;
  const { layout: _l, sharing: _s, match: _m, checks: _c, source: _o, list, preset, ...rest } = others;
  return {
    ...rest,
    ...Object.fromEntries(Object.entries(list ?? {}).map(([name, value]) => [`list.${name}`, value])),
    ...Object.fromEntries(Object.entries(preset ?? {}).map(([name, value]) => [`preset.${name}`, value])),
  };
}

const locks: Reading = asSet('lock-removed', 'lock-added');

const ofForm: Readonly<Record<string, Reading>> = {
  label: always('called-otherwise'),
  recordLabel: always('text-changed'),
  listLabel: always('text-changed'),
  help: always('text-changed'),
  menu: always('looks-changed'),
  title: always('title-changed'),
  key: always('key-changed'),
  locks,
  'preset.locked': locks,
  'preset.fields': locks,
  'preset.where': always('lock-added'),
  validity: ({ after }) => [after === true ? 'validity-added' : 'validity-removed'],
  publicNumbers: ({ after }) => [after === true ? 'numbers-shown' : 'numbers-withheld'],
  indexes: always('looks-changed'),
  'list.columns': always('looks-changed'),
  'list.filters': always('looks-changed'),
  'list.sort': always('looks-changed'),
  'list.search': always('looks-changed'),
};

/** A check that lets more through than before: gone, or only warning now. */
export function compareRules(
  before: readonly RuleSource[] | undefined,
  after: readonly RuleSource[] | undefined,
  to: Collector,
): void {
  const { gone, come, both } = byName(before, after, ({ name }) => name);
  for (const rule of gone) to.within(rule.name, rule.message).add('check-removed');
  for (const rule of come)
    to.within(rule.name, rule.message).add(rule.severity === 'warning' ? 'check-softened' : 'check-added');
  for (const [was, is] of both) {
    // Whoever is only warned goes on.
    const asks = always(is.severity === 'warning' ? 'check-softened' : 'check-added');
    const known: Readonly<Record<string, Reading>> = {
      message: always('text-changed'),
      source: always(),
      fields: always('looks-changed'),
      when: asks,
      check: asks,
      each: asks,
      severity: asks,
    };
    compareProperties([was, is], { known, otherwise: asks }, to.within(is.name, is.message));
  }
}

export function compareUnique(
  before: readonly UniqueSource[] | undefined,
  after: readonly UniqueSource[] | undefined,
  to: Collector,
): void {
  const { gone, come, both } = byName(before, after, ({ name }) => name);
  for (const one of gone) to.within(one.name, one.message).add('unique-removed');
  for (const one of come) to.within(one.name, one.message).add('unique-added');
  const known = { message: always('text-changed'), source: always() };
  for (const [was, is] of both)
    compareProperties(
      [was, is],
      { known, otherwise: always('unique-added') },
      to.within(is.name, is.message),
    );
}

export function compareActions(
  before: readonly ActionSource[] | undefined,
  after: readonly ActionSource[] | undefined,
  to: Collector,
): void {
  const { gone, come, both } = byName(before, after, ({ name }) => name);
  for (const { name, label } of gone) to.within(name, label).add('action-removed');
  for (const { name, label } of come) to.within(name, label).add('action-added');
  const known = { label: always('text-changed'), confirm: always('text-changed'), source: always() };
  for (const [was, is] of both)
    compareProperties(
      [was, is],
      { known, otherwise: always('action-changed') },
      to.within(is.name, is.label),
    );
}

function compareLayout(
  before: LayoutSource | undefined,
  after: LayoutSource | undefined,
  to: Collector,
): void {
  if (sameData(before, after)) return;
  const { gone } = byName(before?.tabs, after?.tabs, ({ name }) => name);
  const groups = (layout: LayoutSource | undefined) => (layout?.tabs ?? []).flatMap((tab) => tab.groups);
  const lost = byName(groups(before), groups(after), ({ name }) => name).gone;
  // Others have put fields there.
  for (const { name, label } of [...gone, ...lost]) to.within(name, label).add('place-removed');
  to.add('looks-changed');
}

function controlOf({ sharing }: FormSource): SharingSource | undefined {
  return sharing === 'everybody' ? undefined : sharing;
}

function compareSharing(before: FormSource, after: FormSource, to: Collector): void {
  const [was, is] = [controlOf(before), controlOf(after)];
  if (!was || !is) {
    // What nobody controls everybody sees, whether that is said or not.
    if (was) to.add('sharing-widened', { before: { ...was }, after: null });
    else if (is) to.add('sharing-narrowed', { before: null, after: { ...is } });
    else if (before.sharing !== after.sharing) to.add('sharing-worded');
    return;
  }
  const known: Readonly<Record<string, Reading>> = {
    allowed: asSet('sharing-narrowed', 'sharing-widened'),
    default: always('sharing-default-changed'),
    autoAssign: always('sharing-default-changed'),
  };
  compareProperties([was, is], { known, otherwise: always('property-changed') }, to);
}

function compareMatch(before: MatchSource | undefined, after: MatchSource | undefined, to: Collector): void {
  if (!before || !after) {
    if (before || after) to.add('match-changed', { before: before ? {} : null, after: after ? {} : null });
    return;
  }
  const known: Readonly<Record<string, Reading>> = {
    order: always('order-changed'),
    result: asSet('match-result-removed', 'match-result-added'),
    // No list stands for every field.
    fields: (change) =>
      change.before === undefined || change.after === undefined
        ? [change.after === undefined ? 'match-fact-added' : 'match-fact-removed']
        : asSet('match-fact-removed', 'match-fact-added')(change),
  };
  compareProperties([before, after], { known, otherwise: always('match-changed') }, to);
}
