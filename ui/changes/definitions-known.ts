import type { Definition } from '../../metadata/contract/params/definition.ts';
import { session } from '../session/session.ts';

/** Finds what an address means; undefined: nobody knows, or may not. */
export type FindDefinition = (type: string, key: string) => Definition | undefined;

/** Definitions of parameters one may see. Without an answer none is known: values are shown as they are. */
export async function definitionsSeen(): Promise<readonly Definition[]> {
  const answer = await session.api.call('GET /api/params').catch(() => ({ items: [] }));
  return answer.items;
}

/** The same, to show values by. */
export async function definitionsKnown(): Promise<FindDefinition> {
  return finding(await definitionsSeen());
}

export function finding(definitions: readonly Definition[]): FindDefinition {
  const byType = Map.groupBy(definitions, ({ type }) => type);
  return (type, key) => {
    const ofType = byType.get(type) ?? [];
    // Without a key it is the type that is meant.
    if (key === '') return ofType[0];
    return ofType.find((one) => one.key === key) ?? ofType.find((one) => one.key === undefined);
  };
}
