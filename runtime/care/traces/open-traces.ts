import type { Traces } from '../../common/traces/trace.ts';
import type { TracesPlan } from '../../config/traces-plan.ts';
import type { TracesParts } from './create-traces.ts';

/** Loads what traces are made with where they are wanted, and nowhere else. Null: they are not. */
export async function openTraces(
  plan: TracesPlan | undefined,
  parts: Omit<TracesParts, 'plan'>,
): Promise<Traces | null> {
  if (!plan) return null;
  const { createTraces } = await import('./create-traces.ts');
  return createTraces({ ...parts, plan });
}
