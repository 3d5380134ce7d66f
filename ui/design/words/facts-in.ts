import { isObject, type Json } from '../../../metadata/common/json.ts';

/** Facts of the record itself that a condition names. */
export function factsIn(condition: Json): readonly string[] {
  if (Array.isArray(condition)) return [...new Set((condition as readonly Json[]).flatMap(factsIn))];
  if (!isObject(condition)) return [];
  const { fact } = condition;
  const own = typeof fact === 'string' && !fact.startsWith('$') ? [fact.split('.')[0] ?? ''] : [];
  return [
    ...new Set([
      ...own,
      ...Object.values(condition).flatMap((inner) => (inner === null ? [] : factsIn(inner))),
    ]),
  ];
}
