import { toleranceParameters } from '../check-tolerances/parameters.ts';
import { goodsParameter } from '../common/goods-enforced.ts';

/**
 * The parts of a configuration that are asked whether an invoice may leave. By themselves, since each page knows by them
 * which forms a plan goes by, and is not to load the decision for it.
 */
export const leavingReads = {
  rules: ['company-rate-rule'],
  records: ['licence', 'tax-category', 'tax-code-edition', 'rate-correction', 'real-estate'],
  parameters: [...toleranceParameters, goodsParameter.type],
} as const;
