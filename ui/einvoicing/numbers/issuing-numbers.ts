import type { Counted, Overview } from '../../../rules/einvoicing/contract/overview.ts';
import type { UpcomingRun } from '../../../rules/einvoicing/contract/schedule.ts';
import { AskingHere } from '../../home/asking-here.ts';
import { einvoicingApi } from '../common/einvoicing-api.ts';

const mostRuns = 5;

/** Issuing in numbers, for the organisation of the moment and those below it. */
export class IssuingNumbers extends AskingHere {
  /** Null: it is asked, or there is nothing that this person may read. */
  overview: Overview | null = null;
  runs: readonly UpcomingRun[] = [];

  protected async look(signal: AbortSignal): Promise<void> {
    const [overview, runs] = await Promise.all([
      einvoicingApi.call('GET /api/issuing/overview', { signal }).catch(() => null),
      einvoicingApi.call('GET /api/schedule', { signal }).catch(() => null),
    ]);
    if (signal.aborted) return;
    this.overview = overview;
    this.runs = (runs?.items ?? []).filter(({ next }) => next !== null).slice(0, mostRuns);
    this.host.requestUpdate();
  }
}

/** The list that shows just these. */
export function listOf({ form, filter }: Counted): string {
  return `/forms/${form}?${new URLSearchParams({ view: 'manage', filter: JSON.stringify(filter) })}`;
}
