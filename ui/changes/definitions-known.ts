import type { Definition } from '../params/parameter-data.ts';
import { session } from '../session/session.ts';

/** Finds what an address means; undefined: nobody knows, or may not. */
export type FindDefinition = (type: string, key: string) => Definition | undefined;

/** Definitions of parameters, to show values by. Without an answer none is known: values are shown as they are. */
export async function definitionsKnown(): Promise<FindDefinition> {
  const answer = await session.api
    .get<{ items: readonly Definition[] }>('/api/params')
    .catch(() => ({ items: [] }));
  const byType = Map.groupBy(answer.items, ({ type }) => type);
  return (type, key) => {
    const ofType = byType.get(type) ?? [];
    return ofType.find((one) => one.key === key) ?? ofType.find((one) => one.key === undefined);
  };
}
