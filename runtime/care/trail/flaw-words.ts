import type { Json } from '../../../metadata/common/json.ts';
import { trailActions } from '../../../metadata/trail-actions.ts';
import type { TrailFlaw } from './verify-trail.ts';

/** A flaw as its sentence is rendered by: its code, and what stands in it. */
export function flawWords(found: TrailFlaw): {
  readonly code: string;
  readonly params: Readonly<Record<string, Json>>;
} {
  const { flaw, at, action = '', actor, target, ...rest } = found;
  const name = trailActions[action]?.name;
  return {
    code: flaw,
    params: {
      ...rest,
      at: at === undefined ? '' : momentWords(at),
      actor: actor ?? '—',
      action: name ? { ...name } : action,
      target: target ?? '—',
    },
  };
}

/** `2026-11-28 01:23:45 UTC` */
export function momentWords(at: number): string {
  return Math.abs(at) > 8.64e15
    ? String(at)
    : `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
