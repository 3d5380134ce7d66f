import { isObject, type Json } from '../../common/json.ts';
import { kinds } from '../../kinds/index.ts';
import { isOfValue } from '../../model/layers/param-property.ts';
import { classOf, findTarget } from '../../targets.ts';
import type { Editing } from './editing.ts';
import { askedParam, paramsFile, paramsFiles } from './own-param.ts';
import { takeOut, worded } from './say.ts';

/** Says a property of a parameter that somebody else defines, as it is wanted in the end. */
export function sayParam(editing: Editing, target: string, wanted: Json): undefined {
  const { type } = askedParam(target);
  const found = findTarget(target);
  if (!found) return editing.refuse(classOf(target) === 'locked' ? 'set-locked' : 'set-owner', { target });
  const spot = { form: '', target };
  const { said, layer } = editing.world;
  if (!said.has(spot) || !isOfKind(editing, target))
    return editing.refuse('set-nothing', { target, near: [] });
  const below = said.below(spot, layer);
  const value = worded(found, below, wanted);
  if (value === undefined) return unsayParam(editing, target);
  const merged = found.merge(below, value);
  if ('refused' in merged) return editing.refuse(merged.refused, { target });
  const owner = said.ownerOf(spot);
  if (owner !== undefined) editing.needs(owner);
  const at = ['set', saidAs(target)];
  const known = paramsFiles(editing, type).find((file) => editing.read({ file, at }) !== undefined);
  editing.write({ file: known ?? paramsFile(editing, type), at }, value);
}

/** The layer says nothing of it any more. */
export function unsayParam(editing: Editing, target: string): undefined {
  for (const file of paramsFiles(editing, askedParam(target).type))
    for (const member of ['set', 'overrules']) takeOut(editing, file, member, saidAs(target));
}

/** As `set` of a file names it: `format/options/ofd/label`. */
export function saidAs(target: string): string {
  return target.split('/').slice(2).join('/');
}

/** Limits and options are of some kinds only. */
function isOfKind({ world }: Editing, target: string): boolean {
  const [part, type, key, property = ''] = target.split('/');
  if (!isOfValue(property)) return true;
  const value = world.said.below({ form: '', target: [part, type, key, 'value'].join('/') }, world.layer);
  const kind = isObject(value) ? kinds.get(String(value['kind'])) : undefined;
  return kind?.properties[property] !== undefined;
}
