import type { JsonSchema } from '../../../metadata/common/json.ts';
import { wholeSet } from './change-set-schemas.ts';

/** What a publish answers. */
export const publishedSet: JsonSchema = {
  ...wholeSet,
  properties: {
    ...wholeSet.properties,
    nodes: {
      $ref: '#/components/schemas/NodesServing',
      description: 'Of a publish with a design: who serves its definitions by now, and who does not yet.',
    },
  },
};
