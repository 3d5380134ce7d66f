import type { Json } from '../../common/json.ts';
import type { Kind } from '../../field.ts';
import { loneField } from '../../kinds/common/lone-field.ts';
import { kinds } from '../../kinds/index.ts';
import { rowAt } from '../../property/rows.ts';
import { targetSegments } from '../../property/target-place.ts';
import { judge } from '../../schema/judge.ts';

/** Tells whether what is said of a field goes on being said when its kind changes: it means the same, and fits. */
export function meansTheSame(former: Kind | undefined, next: Kind, property: string, value: Json): boolean {
  if (!former || !(property in former.properties)) return true;
  const [was, is] = [former.properties[property], next.properties[property]];
  if (!was || !is || judge(is, value).length > 0) return false;
  return was['description'] === is['description'] || columnType(former) === columnType(next);
}

function columnType(kind: Kind): string | undefined {
  return kind.derived ? undefined : kind.column(loneField(kind))?.type;
}

/** Whether what a target names can have another value, but not none: of fields it depends on their kind. */
export function isNeeded(target: string, kind: string): boolean {
  const [part, , property = '', ...more] = targetSegments(target);
  if (rowAt(target)?.required) return true;
  return part === 'fields' && more.length === 0 && (kinds.get(kind)?.requires.includes(property) ?? false);
}
