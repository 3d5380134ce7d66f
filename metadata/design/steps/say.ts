import { canonicalText } from '../../common/hash.ts';
import { isObject, type Json, type JsonObject } from '../../common/json.ts';
import { listed } from '../../common/json-path.ts';
import { kinds } from '../../kinds/index.ts';
import { fieldAt, type LayeredForm } from '../../model/layers/layered.ts';
import { isSaidOfKinds, sourceOf } from '../../model/layers/set-property.ts';
import { targetSegments } from '../../property/target-place.ts';
import { classOf, findTarget, mannerOf, type Target } from '../../targets.ts';
import type { Editing } from './editing.ts';

/**
 * Says a property of somebody else's form, as it is wanted in the end: sets are written as what they differ in
 * from what is said below, and who wants what holds anyway says nothing.
 */
export function say(editing: Editing, form: string, target: string, wanted: Json): undefined {
  const layered = editing.world.below.get(form);
  const found = findTarget(target);
  if (!layered) return editing.refuse('unknown-form', { form, near: [] });
  if (!found) return editing.refuse(classOf(target) === 'locked' ? 'set-locked' : 'set-owner', { target });
  const below = valueBelow(editing, layered, target);
  if (!below) return editing.refuse('set-nothing', { target, near: [] });
  const said = worded(found, below.value, wanted);
  if (said === undefined) return unsay(editing, form, target);
  const merged = found.merge(below.value, said);
  if ('refused' in merged) return editing.refuse(merged.refused, { target });
  unsay(editing, form, target);
  editing.write({ file: editing.extensionFile(form), at: ['set', target] }, said);
}

/** The layer says nothing of it any more; of a form that it says nothing else of, it keeps no file. */
export function unsay(editing: Editing, form: string, target: string): undefined {
  for (const file of editing.extensionFiles(form))
    for (const member of ['set', 'overrules']) takeOut(editing, file, member, target);
}

export function takeOut(editing: Editing, file: string, member: string, target: string): undefined {
  if (editing.read({ file, at: [member, target] }) === undefined) return;
  editing.remove({ file, at: [member, target] });
  const left = editing.read({ file, at: [member] });
  if (isObject(left) && Object.keys(left).length === 0) editing.remove({ file, at: [member] });
  dropEmpty(editing, file);
}

/** A file that says nothing goes. */
export function dropEmpty(editing: Editing, file: string): undefined {
  const content = editing.files.get(file);
  if (!isObject(content) || !/^(extensions|params)\//.test(file)) return;
  const says = Object.entries(content).some(
    ([name, value]) => !['extends', 'type', 'label', '$schema'].includes(name) && !isNothing(value),
  );
  if (!says) editing.files.delete(file);
}

function isNothing(value: Json): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.values(value).every(isNothing);
}

/** Returns the value that holds without this layer, where there is something that can have the property. */
function valueBelow(
  editing: Editing,
  layered: LayeredForm,
  target: string,
): { readonly value: Json | undefined } | undefined {
  const segments = targetSegments(target);
  const [part, path = '', property = ''] = segments;
  // A part that the layer added itself can be spoken of by it too: a group of its own in another's tab.
  const source = sourceOf(layered, segments) ?? sourceOf(editing.form(layered.id) ?? layered, segments);
  if (!source) return undefined;
  const isKinds = part === 'fields' && segments.length === 3 && isSaidOfKinds(property);
  const kind = kinds.get(String(fieldAt(layered, path)?.source.kind));
  if (isKinds && !kind?.properties[property]) return undefined;
  return { value: source[segments.at(-1) ?? ''] as Json | undefined };
}

/** As `set` says it; undefined: it is so anyway. */
export function worded(found: Target, below: Json | undefined, wanted: Json): Json | undefined {
  if (mannerOf(found) !== 'set' || !Array.isArray(wanted)) return sameOrSaid(below, wanted);
  const [before, after] = [listed(below), listed(wanted)];
  const texts = (items: readonly Json[]) => items.map(identity);
  const had = new Set(texts(before));
  const has = new Set(texts(after));
  const added = after.filter((item) => !had.has(identity(item)));
  if (!isEdited(found)) return added.length > 0 ? added : undefined;
  const removed = before.filter((item) => !has.has(identity(item)));
  const merged = [...before.filter((item) => has.has(identity(item))), ...added];
  const moved = texts(merged).some((item, at) => item !== identity(after[at] ?? null));
  const said: JsonObject = {
    ...(added.length > 0 && { add: added }),
    ...(removed.length > 0 && { remove: removed }),
    ...(moved && { order: after }),
  };
  return Object.keys(said).length > 0 ? said : undefined;
}

function sameOrSaid(below: Json | undefined, wanted: Json): Json | undefined {
  return below !== undefined && canonicalText(below) === canonicalText(wanted) ? undefined : wanted;
}

/** Tells whether a set can be taken from, too. */
function isEdited({ schema }: Target): boolean {
  return schema['$ref'] === '#/$defs/edit';
}

/** Options are the same when their values are. */
function identity(item: Json): string {
  return JSON.stringify(isObject(item) ? (item['value'] ?? item) : item);
}
