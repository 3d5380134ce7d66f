import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Now } from '../../../call/call.ts';
import type { IssuingParts } from './issuing-parts.ts';

interface Queued {
  readonly now: Now;
  /** Whether it goes to the test environment, whatever is set once it is there. */
  readonly testing: boolean;
  /** Those that are issued one after another. */
  readonly batch: string;
  readonly order: number;
  readonly notBefore?: string | null;
  /** Whether those behind it wait when it fails. Default: no. */
  readonly stops?: boolean;
}

/**
 * Answers the values of a pending invoice from when it is to be issued: a request number of its own for every attempt.
 * Why an earlier one failed stays until it is issued: where this one is stopped it is what it was.
 */
export function queueValues(
  { requests }: Pick<IssuingParts, 'requests'>,
  form: Form,
  { now, testing, batch, order, notBefore = null, stops = false }: Queued,
): JsonObject {
  return {
    issueStatus: 'issuing',
    queuedAt: now.instant,
    requestId: requests.next(),
    // Forms of an earlier package know no test environment.
    ...(form.byId.has('testing') ? { testing } : {}),
    batch,
    batchOrder: order,
    stopOnFailure: stops,
    stopAsked: false,
    notBefore,
  };
}
