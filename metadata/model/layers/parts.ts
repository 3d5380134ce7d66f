import { isNamedPart, targetSegments } from '../../property/target-place.ts';

/**
 * The part of a form that a target is about, as it is remembered when its package leaves it out; undefined where
 * a target is about a field or an option, which are remembered otherwise, or about the form.
 *
 * @example
 * partOf('rules/netPositive/message') //=> 'rules/netPositive'
 * partOf('layout/groups/more/label') //=> 'groups/more'
 * partOf('params/pdf/timeout/max') //=> 'params/pdf/timeout'
 * partOf('params/pdf/format/options/ofd/label') //=> 'params/pdf/format/options/ofd'
 * partOf('fields/rate/label') //=> undefined
 */
export function partOf(target: string): string | undefined {
  const [part = '', name = '', third, inner, value, last] = targetSegments(target);
  if (part === 'layout') return `${name}/${third}`;
  if (part === 'params')
    return last === undefined ? `${part}/${name}/${third}` : `${part}/${name}/${third}/${inner}/${value}`;
  return isNamedPart(part) ? `${part}/${name}` : undefined;
}
