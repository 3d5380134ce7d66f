import type { JsonObject } from '../../../metadata/common/json.ts';
import { reasonText } from '../../common/messages/reasons.ts';

/** Renders a reason for a run, which readers of both languages open. */
export function runText(code: string, params: JsonObject = {}): string {
  return reasonText([{ code, params }]);
}
