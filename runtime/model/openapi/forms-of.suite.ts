import type { JsonObject } from '../../../metadata/common/json.ts';

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: object;
}

/** Names of the forms that a document says to have a call which is told once for all of them. */
export function formsOf(document: object, operation: string): readonly string[] {
  const { paths, components } = document as Described;
  const call = Object.values(paths)
    .flatMap((item) => Object.values(item) as JsonObject[])
    .find(({ operationId }) => operationId === operation);
  const { parameters = {} } = components as { readonly parameters?: Readonly<Record<string, JsonObject>> };
  const named = ((call?.['parameters'] ?? []) as readonly { readonly $ref?: string }[]).map(
    ({ $ref = '' }) => parameters[$ref.split('/').at(-1) ?? ''],
  );
  const schema = named.find((one) => one?.['in'] === 'path' && one['name'] === 'form')?.['schema'];
  return ((schema as JsonObject | undefined)?.['enum'] ?? []) as readonly string[];
}
