import type { Json } from '../../../metadata/common/json.ts';
import { manyValues } from '../../../metadata/contract/common/shared.ts';
import type { DecideHow } from '../../effective/decisions/asked.ts';
import { requireFewNamed, type Trial } from '../../effective/decisions/trial.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';

export type OrNull<T> = T | null;

/** Under which configuration something is asked. */
export interface Where {
  readonly at?: OrNull<string> | undefined;
  readonly asOf?: OrNull<string | number> | undefined;
  readonly trial?: OrNull<Trial> | undefined;
}

/** What is asked of decisions, and writes nothing. */
export const asking: Pick<Endpoint, 'method' | 'access' | 'tag' | 'body' | 'values' | 'asks'> = {
  method: 'POST',
  access: 'signed-in',
  tag: 'decisions',
  body: 'json',
  values: manyValues,
  asks: true,
};

export function howOf({
  at,
  asOf,
  trial,
  trace,
}: Where & { readonly trace?: OrNull<Json> | undefined }): DecideHow {
  if (trial) requireFewNamed(trial, '/trial');
  const level = (['none', 'summary', 'full'] as const).find((one) => one === trace);
  return {
    ...(at ? { at } : {}),
    ...(asOf !== null && asOf !== undefined ? { asOf } : {}),
    ...(trial ? { trial } : {}),
    ...(level ? { trace: level } : {}),
  };
}
