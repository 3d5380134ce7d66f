import type { Json } from '../../../metadata/common/json.ts';

/** One thing that was looked at. The sentence, with what to do about it, is rendered by code. */
export interface Finding {
  readonly status: 'ok' | 'warn' | 'fail';
  readonly code: string;
  readonly params: Readonly<Record<string, Json>>;
}

type Params = Finding['params'];

export const ok = (code: string, params: Params = {}): Finding => ({ status: 'ok', code, params });
export const warn = (code: string, params: Params = {}): Finding => ({ status: 'warn', code, params });
export const fail = (code: string, params: Params = {}): Finding => ({ status: 'fail', code, params });

/** Makes one check; where it cannot be made, that is its finding, and the next one is made all the same. */
export async function each<T>(
  check: string,
  make: () => Promise<readonly T[]>,
): Promise<readonly (T | Finding)[]> {
  try {
    return await make();
  } catch (error) {
    return [
      fail('doctor-check-failed', { check, reason: error instanceof Error ? error.message : String(error) }),
    ];
  }
}
