import type { Label } from '../common/label.ts';
import { sameData } from '../common/same-data.ts';
import { proposedLayout } from '../model/layers/layout.ts';
import { actionProperties } from '../property/action.ts';
import { blockProperties } from '../property/block.ts';
import type { DifferenceRule } from '../property/difference.ts';
import { formProperties } from '../property/form.ts';
import { matchProperties } from '../property/match.ts';
import type { Properties } from '../property/property.ts';
import { asSet } from '../property/reading.ts';
import { ruleProperties } from '../property/rule.ts';
import { sharingProperties } from '../property/sharing.ts';
import { uniqueProperties } from '../property/unique.ts';
import { viewProperties } from '../property/view.ts';
import type {
  ActionSource,
  BlockSource,
  FormSource,
  LayoutSource,
  MatchSource,
  RuleSource,
  SharingSource,
  UniqueSource,
  ViewSource,
} from '../source.ts';
import { byName, type Collector, compareProperties, compareThings } from './collect.ts';
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
  compareBlocks(before.blocks, after.blocks, to);
  compareViews(before.views, after.views, to);
  compareLayout(before, after, to);
  compareSharing(before, after, to);
  compareMatch(before.match, after.match, to);
  compareThings([before, after], formProperties, to);
  compareProperties(
    [{ checks: runs(before) }, { checks: runs(after) }],
    { known: {}, otherwise: asSet('check-removed', 'check-added') },
    to,
  );
}

function runs({ checks = [] }: FormSource): readonly string[] {
  return checks.map(({ run }) => run);
}

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
  for (const [was, is] of both) compareThings([was, is], ruleProperties, to.within(is.name, is.message));
}

export function compareUnique(
  before: readonly UniqueSource[] | undefined,
  after: readonly UniqueSource[] | undefined,
  to: Collector,
): void {
  const { gone, come, both } = byName(before, after, ({ name }) => name);
  for (const one of gone) to.within(one.name, one.message).add('unique-removed');
  for (const one of come) to.within(one.name, one.message).add('unique-added');
  for (const [was, is] of both) compareThings([was, is], uniqueProperties, to.within(is.name, is.message));
}

export function compareActions(
  before: readonly ActionSource[] | undefined,
  after: readonly ActionSource[] | undefined,
  to: Collector,
): void {
  const { gone, come, both } = byName(before, after, ({ name }) => name);
  for (const { name, label } of gone) to.within(name, label).add('action-removed');
  for (const { name, label } of come) to.within(name, label).add('action-added');
  for (const [was, is] of both) compareThings([was, is], actionProperties, to.within(is.name, is.label));
}

/** Parts that are looks and nothing else. */
const compareLooks =
  <T extends { readonly name: string; readonly label?: Label }>(
    properties: Properties,
    [added, removed]: readonly [DifferenceRule, DifferenceRule],
  ) =>
  (before: readonly T[] | undefined, after: readonly T[] | undefined, to: Collector): void => {
    const { gone, come, both } = byName(before, after, ({ name }) => name);
    for (const { name, label } of gone) to.within(name, label).add(removed);
    for (const { name, label } of come) to.within(name, label).add(added);
    for (const [was, is] of both) compareThings([was, is], properties, to.within(is.name, is.label));
  };

export const compareBlocks = compareLooks<BlockSource>(blockProperties, ['block-added', 'block-removed']);
export const compareViews = compareLooks<ViewSource>(viewProperties, ['view-added', 'view-removed']);

/** A layout that is written down, or left to the platform, has the tabs and groups that are seen. */
function compareLayout(before: FormSource, after: FormSource, to: Collector): void {
  if (sameData(before.layout, after.layout)) return;
  const [was, is] = [layoutSeen(before), layoutSeen(after)];
  const { gone } = byName(was.tabs, is.tabs, ({ name }) => name);
  // A group that is called nothing is known by its tab.
  const groups = ({ tabs }: LayoutSource) =>
    tabs.flatMap((tab) => tab.groups.map(({ name, label = tab.label }) => ({ name, label })));
  const lost = byName(groups(was), groups(is), ({ name }) => name).gone;
  for (const { name, label } of [...gone, ...lost]) to.within(name, label).add('place-removed');
  to.add('looks-changed');
}

function layoutSeen({ layout, fields }: FormSource): LayoutSource {
  const placed = () =>
    fields.map(({ id, name, label, fields: rows }) => ({ id: id ?? name, label, rows: rows !== undefined }));
  return layout ?? proposedLayout(placed());
}

function controlOf({ sharing }: FormSource): SharingSource | undefined {
  return sharing === 'everybody' ? undefined : sharing;
}

function compareSharing(before: FormSource, after: FormSource, to: Collector): void {
  const [was, is] = [controlOf(before), controlOf(after)];
  if (!was || !is) {
    // A form that nobody controls is seen by everybody, whether that is said or not.
    if (was) to.add('sharing-ended', { before: { ...was }, after: null });
    else if (is) to.add('sharing-narrowed', { before: null, after: { ...is } });
    else if (before.sharing !== after.sharing) to.add('sharing-worded');
    return;
  }
  compareThings([was, is], sharingProperties, to);
}

function compareMatch(before: MatchSource | undefined, after: MatchSource | undefined, to: Collector): void {
  if (!before || !after) {
    if (before || after) to.add('match-changed', { before: before ? {} : null, after: after ? {} : null });
    return;
  }
  compareThings([before, after], matchProperties, to);
}
