import type { JsonSchema } from '../../../metadata/common/json.ts';
import { pointer } from '../../../metadata/contract/common/shared.ts';
import { sharingStrategies } from '../../../metadata/sharing-strategies.ts';
import { hows } from '../../../rules/sharing/how.ts';
import { page } from '../../model/openapi/refs.ts';

const pointerOrNull = { anyOf: [pointer, { type: 'null' }] } as const;

const how = { enum: hows } as const;
const passed = {
  how,
  by: pointerOrNull,
  at: { type: ['string', 'null'], format: 'date-time' },
  user: pointerOrNull,
  personalised: { type: 'boolean' },
} as const;

/** With `record` its organisations; else records, of what could be assigned without how. */
export const assignmentsAnswer: JsonSchema = {
  anyOf: [
    page({ type: 'object', required: ['org', 'how'], properties: { org: pointer, ...passed } }),
    page({
      type: 'object',
      required: ['record', 'creator', 'sharing', 'enabled'],
      properties: {
        record: pointer,
        creator: pointer,
        sharing: { enum: sharingStrategies },
        enabled: { type: 'boolean' },
        ...passed,
      },
    }),
  ],
};
