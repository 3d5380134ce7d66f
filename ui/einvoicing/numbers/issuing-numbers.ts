import type { Json } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { UpcomingRun } from '../../../rules/einvoicing/contract/schedule.ts';
import { AskingHere } from '../../home/asking-here.ts';
import { session } from '../../session/session.ts';
import { einvoicingApi } from '../common/einvoicing-api.ts';

/** So many records, and the list that shows them. */
export interface Counted {
  readonly form: string;
  readonly filter: Json;
  readonly count: number;
}

export interface Tile extends Counted {
  readonly key: 'waiting' | 'held' | 'to-audit' | 'pending' | 'issuing' | 'failed';
}

interface IssuedType extends Counted {
  readonly type: string;
  readonly label: Label;
}

export interface Credit {
  readonly used: string;
  readonly limit: string | null;
}

interface Overview {
  readonly reach: 'below' | 'own';
  readonly tiles: readonly Tile[];
  readonly today: readonly IssuedType[];
  readonly month: readonly IssuedType[];
  readonly reasons: readonly (Counted & { readonly code: string; readonly text: string })[];
  readonly credit: readonly {
    readonly control: string;
    readonly businessType: string;
    readonly day: Credit;
    readonly month: Credit;
  }[];
}

const mostRuns = 5;

/** Issuing in numbers, for the organisation of the moment and those below it. */
export class IssuingNumbers extends AskingHere {
  /** Null: it is asked, or there is nothing that this person may read. */
  overview: Overview | null = null;
  runs: readonly UpcomingRun[] = [];

  protected async look(signal: AbortSignal): Promise<void> {
    const [overview, runs] = await Promise.all([
      session.api.get<Overview>('/api/issuing/overview', { signal }).catch(() => null),
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
