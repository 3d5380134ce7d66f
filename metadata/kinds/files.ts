import { severalFiles } from './common/file-value.ts';
import { given, type KindSample } from './common/sample.ts';
import { partsOfFiles } from './file-parts.ts';

/** Several files, in an order of their own. */
export const files = severalFiles('files', partsOfFiles(false));

export const sample: KindSample = {
  props: {},
  value: [{ id: '01a1f807-e22b-76be-803c-9001ffac1fe0', name: 'paper.pdf' }],
  asks: given,
  brought: true,
};
