import { anyStep } from './step-definitions.ts';
import { file, list, text } from './words.ts';

export const migrationsSchema = file(
  {
    to: text('Version of the package that the steps belong to.'),
    steps: list(anyStep, 'What becomes of records that were kept before.', { minItems: 1 }),
  },
  ['to', 'steps'],
  'What a version means for what was stored before it.',
);
