import type { ParameterText } from '../../decisions/parameter-text.ts';

/** The type and the key of the parameter that turns this off. */
export const goodsParameter = { type: 'sim_botp_config', key: 'enforce_goods_match' } as const;

/** 1 and nothing at all force it (001); any other text does not. */
export function isEnforced(parameter: ParameterText): boolean {
  const text = (parameter(goodsParameter.type, goodsParameter.key) ?? '').trim();
  return text === '' || text === '1';
}
