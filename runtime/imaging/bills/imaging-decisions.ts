import type { JsonObject } from '../../../metadata/common/json.ts';
import type { ImageCode } from '../../../rules/imaging/image-code/image-code.ts';
import type { Call } from '../../call/call.ts';
import type { Decisions } from '../../effective/decisions/create-decisions.ts';
import type { ImagingParts } from './imaging-parts.ts';

type Decided = Pick<ImagingParts, 'imageCodes' | 'mode' | 'seat' | 'route'>;

/**
 * The decisions of imaging as bills go by them: in the organisation of the call, with its whole configuration, whatever
 * the caller's rights.
 */
export function imagingDecisions({ decide, answering }: Pick<Decisions, 'answering' | 'decide'>): Decided {
  // What a decision answers is what its rules say: this is where the one of a name is known.
  const one = async <T>(call: Call, name: string, question: object) => {
    const { result, issues } = await decide(call, name, { ...question } as JsonObject, { whole: true });
    return { result: result as T, issues };
  };
  return {
    async imageCodes(call) {
      const asked = await answering(call, 'image-code', { whole: true });
      return async (question) => {
        const { result, issues } = await asked({ ...question });
        return { ...(result as ImageCode), issues };
      };
    },
    mode: (call, question) => one(call, 'imaging-mode', question),
    seat: (call, user) => one(call, 'imaging-licence', { user }),
    route: (call, question) => one(call, 'imaging-route', question),
  };
}
