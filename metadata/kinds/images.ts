import { usualTypes } from './common/file-types.ts';
import { severalFiles } from './common/file-value.ts';
import { given, type KindSample } from './common/sample.ts';
import { partsOfFiles } from './file-parts.ts';

/** Several pictures, in an order of their own. */
export const images = severalFiles('images', partsOfFiles(false), usualTypes.image);

export const sample: KindSample = {
  props: {},
  value: [{ id: '01a1f807-e22b-76be-803c-9001ffac1fe0', name: 'paper.png' }],
  asks: given,
  brought: true,
};
