import type { ReactiveControllerHost } from 'lit';
import type { RuleFindingAnswer } from '../../../metadata/contract/match/findings.ts';
import type { UnsavedRecord } from '../../fields/common/ui-kind.ts';
import { analyseUnsaved } from '../../fields/match-findings.ts';
import { Loading } from '../../kit/loading.ts';

/** Milliseconds in which nobody writes on. */
const quiet = 350;

/** Something typed of a record of a form, by the form's name. */
interface Typed {
  readonly form: string;
  readonly unsaved: UnsavedRecord;
}

/**
 * Asks for the oddities of a rule that is being written beside the other rules; asked when nobody types on, and only
 * the newest answer is told.
 */
export class UnsavedFindings extends Loading<readonly RuleFindingAnswer[], Typed> {
  constructor(host: ReactiveControllerHost) {
    super(host, {
      key: null,
      load: async ({ form, unsaved }, signal) => {
        await new Promise((resolve) => setTimeout(resolve, quiet));
        return signal.aborted ? [] : (await analyseUnsaved(form, unsaved, signal)).items;
      },
    });
  }
}
