import { canonicalText } from '../../common/hash.ts';
import { type Json, type JsonSchema, pointerTo } from '../../common/json.ts';
import { nearNames } from '../../common/near-names.ts';
import { kinds } from '../../kinds/index.ts';
import { formProperties } from '../../property/form.ts';
import { replace } from '../../property/merge.ts';
import { ofKinds } from '../../property/of-kinds.ts';
import type { Rows } from '../../property/property.ts';
import { targetSegments } from '../../property/target-place.ts';
import { judge } from '../../schema/judge.ts';
import type { GroupSource, OptionSource } from '../../source.ts';
import { classOf, findTarget, type Target } from '../../targets.ts';
import { copies } from './base.ts';
import { fieldAt, type LayeredField, type LayeredForm } from './layered.ts';
import { partOf } from './parts.ts';
import { type Place, pointed, type Report } from './report.ts';

/** A layer that speaks about a form. */
export interface Layer {
  readonly package: string;
  /**
   * Prefixes of names: the layer adds with the first, and took over with any; none for the owner, who may name as it
   * likes.
   */
  readonly marks: readonly string[];
  readonly form: LayeredForm;
  readonly place: Place;
  readonly report: Report;
  /** Tells whether this layer knows of another, so that it may have the last word. */
  readonly knows: (other: string) => boolean;
  /** Returns the customer's decision about a target. */
  readonly decided: (target: string) => Decided;
}

/** The customer's decision: whether he has the last word on a target, and which packages he overrules. */
export interface Decided {
  readonly isSaid: boolean;
  readonly overrules: readonly string[];
}

type MutableSource = Record<string, unknown>;

/** Sets a property of somebody else's form as a layer wants it. */
export function setProperty(target: string, value: Json, layer: Layer): void {
  const { form, report } = layer;
  if (layer.decided(target).overrules.includes(layer.package)) return;
  const place = pointed(layer.place, pointerTo('set', target));
  const segments = targetSegments(target);
  const found = findTarget(target);
  const property = segments.at(-1) ?? '';
  if (!found) {
    report.error(classOf(target) === 'locked' ? 'set-locked' : 'set-owner', place, { target });
    return;
  }
  const source = sourceOf(form, segments);
  const schema = source && ownSchema(form, segments);
  if (!source && layer.package !== form.place.package && isDropped(form, segments)) {
    report.warning('set-of-dropped', place, { target });
    return;
  }
  if (!source || schema === null) {
    report.error('set-nothing', place, { target, near: nearTargets(form, segments) });
    return;
  }
  const flaws = schema ? judge(schema, value) : [];
  for (const { code, pointer, params } of flaws) report.error(code, pointed(place, pointer), params);
  if (flaws.length > 0 || disagrees(found, target, value, place, layer)) return;
  const options = property === 'options' && Array.isArray(value);
  const said = options ? copies(value as never, place, form.places) : value;
  const merged = found.merge(source[property] as Json | undefined, said as Json);
  if ('refused' in merged) {
    report.error(merged.refused, place, { target });
    return;
  }
  source[property] = merged.value;
  const [part, path = '', third] = segments;
  if (part === 'fields' && third === 'roles') {
    const field = fieldAt(form, path)?.source as MutableSource | undefined;
    if (field) field['roles'] = source;
  }
  if (segments[1] === 'groups' && property === 'fields') leaveOthers(form, source);
  form.said.set(target, [...(form.said.get(target) ?? []), { package: layer.package, value, place }]);
}

/** Tells whether the target's thing was left out by its package, which remembers that others speak of it. */
function isDropped(form: LayeredForm, segments: readonly string[]): boolean {
  const [part, name = '', third, value] = segments;
  if (part === 'fields' && third === 'options')
    return fieldAt(form, name)?.formerOptions?.some((option) => option.value === value) ?? false;
  return form.droppedParts?.has(partOf(segments.join('/')) ?? '') ?? false;
}

/** Fields that have the property and are called nearly so. */
function nearTargets(
  { fields }: LayeredForm,
  [part, name = '', ...rest]: readonly string[],
): readonly string[] {
  if (part !== 'fields') return [];
  return nearNames(name, [...pathsOf(fields)]).map((near) => [part, near, ...rest].join('/'));
}

function* pathsOf(fields: readonly LayeredField[]): Generator<string> {
  for (const { path, fields: inner } of fields) {
    yield path;
    yield* pathsOf(inner);
  }
}

/** Two layers that do not know of each other may not both have the last word. */
function disagrees(found: Target, target: string, value: Json, place: Place, layer: Layer): boolean {
  if (found.merge !== replace || layer.decided(target).isSaid) return false;
  const stranger = (layer.form.said.get(target) ?? []).find(
    (said) => !layer.knows(said.package) && canonicalText(said.value) !== canonicalText(value),
  );
  if (stranger) layer.report.error('layers-disagree', place, { target, package: stranger.package });
  return stranger !== undefined;
}

/** Finds the thing that has the property; parts are copies of this form's own, so they can be written to. */
export function sourceOf(form: LayeredForm, segments: readonly string[]): MutableSource | undefined {
  const [part = '', name = '', third, value] = segments;
  const source = form.source as MutableSource;
  if (segments.length === 1) return source;
  if (part === 'fields') {
    const field = fieldAt(form, name)?.source as MutableSource | undefined;
    if (segments.length === 3) return field;
    if (third === 'roles') return field && { ...(field['roles'] as MutableSource | undefined) };
    return (field?.[third ?? ''] as OptionSource[] | undefined)?.find((option) => option.value === value) as
      | MutableSource
      | undefined;
  }
  if (part === 'layout') {
    const tabs = form.source.layout?.tabs ?? [];
    return named(name === 'tabs' ? tabs : tabs.flatMap((tab) => tab.groups), third);
  }
  if (segments.length === 3)
    return named(source[part] as readonly { readonly name: string }[] | undefined, name);
  const row = (formProperties as Rows)[part];
  // Sharing and match mean something by their mere presence, which nobody else states.
  if (row?.change === 'members') source[part] ??= {};
  return source[part] as MutableSource | undefined;
}

function named(
  parts: readonly { readonly name: string }[] | undefined,
  name: string | undefined,
): MutableSource | undefined {
  return parts?.find((part) => part.name === name) as MutableSource | undefined;
}

/** Tells whether it is one of the properties that not every kind has, and that others may speak of. */
export function isSaidOfKinds(property: string): boolean {
  return Object.hasOwn(ofKinds, property) && (ofKinds as Rows)[property]?.merge !== undefined;
}

/** Returns the kind's own schema of a property: null where the field's kind knows no such thing. */
function ownSchema(form: LayeredForm, segments: readonly string[]): JsonSchema | undefined | null {
  const [part, path = '', property = ''] = segments;
  if (part !== 'fields' || !isSaidOfKinds(property)) return undefined;
  const kind = kinds.get(fieldAt(form, path)?.source.kind ?? '');
  const own = kind?.properties[property];
  if (segments.length > 3) return undefined;
  // A set is said as what it differs in, which the schema of the file judges.
  return own && property === 'columns' ? undefined : (own ?? null);
}

/** A field stands in one group: it leaves the one it stood in before. */
function leaveOthers(form: LayeredForm, group: MutableSource): void {
  const here = new Set(group['fields'] as readonly string[]);
  for (const other of (form.source.layout?.tabs ?? []).flatMap((tab) => tab.groups)) {
    if ((other as unknown) === group) continue;
    (other as { fields: GroupSource['fields'] }).fields = other.fields.filter((id) => !here.has(id));
  }
}
