import { grouped } from '../../../metadata/common/grouped.ts';
import { through } from '../common/through.ts';

/** Numbers stand below each other; one of many digits is shown as long as it is. */
export const formula = through('formula', (value, { inner }) => {
  const { scale, whole } = inner?.props ?? {};
  if (whole === true) return grouped(value);
  return typeof value === 'string' && typeof scale === 'number'
    ? grouped(value, scale > 4 ? 0 : scale)
    : undefined;
});
