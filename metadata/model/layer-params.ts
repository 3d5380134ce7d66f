import { canonicalText } from '../hash.ts';
import { type Json, pointerTo } from '../json.ts';
import { kinds } from '../kinds/index.ts';
import { nearNames } from '../near-names.ts';
import type { ParamSource } from '../source.ts';
import { findTarget, replace } from '../targets.ts';
import { localPackage, type Ordered } from './order.ts';
import { type Place, pointed, type Report } from './report.ts';

interface Word {
  readonly package: string;
  readonly property: string;
  readonly value: Json;
  readonly place: Place;
}

/** What all layers say of parameters that others define, ready to be laid over each. */
export function layerParams(
  { packages, buildsOn }: Ordered,
  report: Report,
): (type: string, param: ParamSource) => ParamSource {
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
        const cut = target.lastIndexOf('/');
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
        const shared = findTarget(['params', content.type, key, property])?.merge === replace;
        if (stranger && shared && !spoken.has(`${address}/${property}`))
          report.error('layers-disagree', place, { target, package: stranger.package });
        else words.set(address, [...before, { package: name, property, value, place }]);
      }
    }
  }
  return (type, param) => {
    let whole = param;
    for (const word of words.get(addressOf(type, param)) ?? []) whole = said(type, whole, word, report);
    return whole;
  };
}

function addressOf(type: string, { key, dimension }: ParamSource): string {
  return `${type}/${key ?? `{${dimension ?? ''}}`}`;
}

function said(
  type: string,
  param: ParamSource,
  { property, value, place }: Word,
  report: Report,
): ParamSource {
  const isLimit = property === 'min' || property === 'max';
  const kind = kinds.get(param.value.kind);
  const target = `${addressOf(type, param).slice(type.length + 1)}/${property}`;
  if (isLimit && !kind?.properties[property]) {
    report.error('set-nothing', place, { target, near: [] });
    return param;
  }
  const limited = (isLimit ? param.value : param) as unknown as Readonly<Record<string, Json>>;
  const merged = findTarget(['params', type, 'key', property])?.merge(limited[property], value);
  if (!merged || 'refused' in merged) {
    report.error(merged?.refused ?? 'set-owner', place, { target });
    return param;
  }
  return isLimit
    ? { ...param, value: { ...param.value, [property]: merged.value } }
    : ({ ...param, [property]: merged.value } as ParamSource);
}
