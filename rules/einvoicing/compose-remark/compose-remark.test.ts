import { describe } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { LengthUnit } from '../../decisions/measure.ts';
import { itAnswers } from '../golden.suite.ts';
import { type GivenRecords, rulesOf } from '../rules.suite.ts';
import { composeRemark, type RemarkRecord } from './compose-remark.ts';

interface Given {
  readonly application: JsonObject & { readonly lines?: readonly JsonObject[] };
  readonly limit?: number;
  readonly unit?: LengthUnit;
  readonly config: GivenRecords;
}

describe('remarks are composed', () => {
  itAnswers('compose-remark', async ({ application, limit = 200, unit = 'characters', config }: Given) => {
    const winner = async (kind: string) => {
      const [hit] = await rulesOf(config).hits('remark-rule', application, { ask: { kind } });
      return (hit?.record ?? null) as RemarkRecord | null;
    };
    return composeRemark(
      { application, lines: application.lines ?? [], limit, unit },
      { header: await winner('header'), line: await winner('line') },
    ).result;
  });
});
