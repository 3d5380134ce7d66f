import { grouped } from '../../../metadata/common/grouped.ts';
import { statedCompute } from '../../../metadata/kinds/computed.ts';
import { through } from '../common/through.ts';

/** Amounts stand below each other; a quotient of many digits is shown as long as it is. */
export const computed = through('computed', (value, field) => {
  const { scale } = statedCompute(field);
  return grouped(value, scale > 4 ? 0 : scale);
});
