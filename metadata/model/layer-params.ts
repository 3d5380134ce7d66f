import { canonicalText } from '../common/hash.ts';
import { isObject, type Json, pointerTo } from '../common/json.ts';
import { nearNames } from '../common/near-names.ts';
import { replace } from '../property/merge.ts';
import { propertySegments } from '../property/target-place.ts';
import type { ParamSource } from '../source.ts';
import { findTarget } from '../targets.ts';
import { optionsInOrder } from './forms/options-in-order.ts';
import { localPackage, type Ordered } from './layers/order.ts';
import { optionsOf, paramPart, paramWith } from './layers/param-property.ts';
import { partOf } from './layers/parts.ts';
import { type Place, pointed, type Report } from './layers/report.ts';

interface Word {
  readonly package: string;
  /** `label`, `max`, `options/ofd/label`. */
  readonly property: string;
  readonly value: Json;
  readonly place: Place;
  /** Whether the parameter or option it speaks of was there once. */
  readonly isOfDropped: boolean;
}

/** A parameter with all that is said of it, and where options were written that others added: by their values. */
interface LayeredParam {
  readonly param: ParamSource;
  readonly added: ReadonlyMap<string, Place>;
}

/** Collects what all layers say of parameters that others define, ready to be laid over each. */
export function layerParams(
  { packages, buildsOn }: Ordered,
  report: Report,
): (type: string, param: ParamSource) => LayeredParam {
  const owners = new Map<string, string>();
  const dropped = new Set<string>();
  for (const { manifest, params, dropped: left = [] } of packages) {
    for (const { content } of params)
      for (const param of content.params) owners.set(addressOf(content.type, param), manifest.name);
    for (const { form, path, part } of left) if (part && form === '') dropped.add(path);
  }
  const words = new Map<string, Word[]>();
  const decided = new Map<string, readonly string[]>();
  const spoken = new Set<string>();
  const local = packages.find(({ manifest }) => manifest.name === localPackage);
  for (const { content } of local?.params ?? []) {
    for (const target of Object.keys(content.set ?? {})) spoken.add(`${content.type}/${target}`);
    for (const [target, names] of Object.entries(content.overrules ?? {}))
      decided.set(`${content.type}/${target}`, names);
  }
  for (const { manifest, params } of packages) {
    const { name } = manifest;
    for (const { file, content } of params) {
      const file_: Place = { package: name, file, pointer: '' };
      if (content.overrules && name !== localPackage)
        report.error('overrules-not-local', pointed(file_, '/overrules'));
      for (const [target, value] of Object.entries(content.set ?? {})) {
        const cut = target.indexOf('/');
        const [key, property] = [target.slice(0, cut), target.slice(cut + 1)];
        const address = `${content.type}/${key}`;
        const place = pointed(file_, pointerTo('set', target));
        if (decided.get(`${address}/${property}`)?.includes(name)) continue;
        const owner = owners.get(address);
        if (owner === undefined && dropped.has(`params/${address}`)) {
          report.warning('set-of-dropped', place, { target });
          continue;
        }
        if (owner === undefined) {
          const near = nearNames(address, owners.keys()).map((one) => `${one.split('/')[1]}/${property}`);
          report.error('set-nothing', place, { target, near });
          continue;
        }
        if (owner !== name && !buildsOn(name, owner))
          report.error('extension-without-dependency', place, { form: address, package: owner });
        const before = words.get(address) ?? [];
        const stranger = before.find(
          (one) =>
            one.property === property &&
            one.package !== name &&
            !buildsOn(name, one.package) &&
            canonicalText(one.value) !== canonicalText(value),
        );
        const shared = findTarget(`params/${content.type}/${target}`)?.merge === replace;
        if (stranger && shared && !spoken.has(`${address}/${property}`))
          report.error('layers-disagree', place, { target, package: stranger.package });
        else {
          const isOfDropped = dropped.has(partOf(`params/${address}/${property}`) ?? '');
          words.set(address, [...before, { package: name, property, value, place, isOfDropped }]);
        }
      }
    }
  }
  return (type, param) => {
    let whole = param;
    const added = new Map<string, Place>();
    for (const word of words.get(addressOf(type, param)) ?? []) {
      const known = new Set(optionsOf(whole).map(({ value }) => value));
      whole = said(type, whole, word, report);
      for (const { value } of word.property === 'options' ? optionsOf(whole) : [])
        if (!known.has(value)) added.set(value, placeOfOption(word, value));
    }
    const options = optionsInOrder(optionsOf(whole));
    return { param: optionsOf(param).length > 0 ? paramWith(whole, 'options', options) : whole, added };
  };
}

function addressOf(type: string, { key, dimension }: ParamSource): string {
  return `${type}/${key ?? `{${dimension ?? ''}}`}`;
}

function placeOfOption({ place, value }: Word, wanted: string): Place {
  const at = (Array.isArray(value) ? value : []).findIndex((one) => isObject(one) && one['value'] === wanted);
  return pointed(place, `/${at}`);
}

function said(
  type: string,
  param: ParamSource,
  { property, value, place, isOfDropped }: Word,
  report: Report,
): ParamSource {
  const target = `${addressOf(type, param).slice(type.length + 1)}/${property}`;
  const part = paramPart(param, property);
  if (!part) {
    if (isOfDropped) report.warning('set-of-dropped', place, { target });
    else report.error('set-nothing', place, { target, near: nearOptions(param, target) });
    return param;
  }
  const path = propertySegments(property);
  const merged = findTarget(`params/${type}/key/${property}`)?.merge(part[path.at(-1) ?? ''], value);
  if (!merged || 'refused' in merged) {
    report.error(merged?.refused ?? 'set-owner', place, { target });
    return param;
  }
  return paramWith(param, property, merged.value);
}

function nearOptions(param: ParamSource, target: string): readonly string[] {
  const cut = target.indexOf('/');
  const [key, [list, value, property]] = [target.slice(0, cut), propertySegments(target.slice(cut + 1))];
  if (property === undefined) return [];
  const known = optionsOf(param).map((option) => option.value);
  return nearNames(value ?? '', known).map((near) => [key, list, near, property].join('/'));
}
