import { isGiven } from '../../decisions/given.ts';
import type { Configuration } from './configuration.ts';
import type { Forms } from './forms.ts';

type Asked = Pick<Configuration, 'parameter'>;

/** The line keys of a merge rule that says none. */
export const usualLineKeys = ['itemName', 'rate', 'kind'];

/** A merge rule with the keys that parameters add to every one. */
export function withAddedKeys(rule: Forms['merge-rule'], { parameter }: Asked): Forms['merge-rule'] {
  const [header, line] = [
    added(parameter, 'bdm_merge_bill_head_field'),
    added(parameter, 'bdm_merge_bill_detail_field'),
  ];
  if (header.length === 0 && line.length === 0) return rule;
  const { documentKeys, lineKeys } = rule;
  return {
    ...rule,
    documentKeys: [...new Set([...(documentKeys ?? []), ...header])],
    lineKeys: [...new Set([...(lineKeys ?? usualLineKeys), ...line])],
  };
}

/** A split rule with the line fields that a parameter adds to every one: lines that differ in them part. */
export function withAddedFields<R extends Pick<Forms['split-rule'], 'splitFields'>>(
  rule: R,
  { parameter }: Asked,
): R {
  const line = added(parameter, 'bdm_merge_bill_detail_field');
  return line.length === 0
    ? rule
    : { ...rule, splitFields: [...new Set([...(rule.splitFields ?? []), ...line])] };
}

function added(parameter: Asked['parameter'], key: string): readonly string[] {
  return (parameter('bdm_merge_bill', key) ?? '').split(/[,，;；\s]+/).filter(isGiven);
}
