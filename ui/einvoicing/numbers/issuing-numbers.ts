import type { ReactiveControllerHost } from 'lit';
import type { Overview } from '../../../rules/einvoicing/contract/overview.ts';
import type { UpcomingRun } from '../../../rules/einvoicing/contract/schedule.ts';
import { Loading } from '../../kit/loading.ts';
import { isOver, jobs } from '../../session/jobs.ts';
import { session } from '../../session/session.ts';
import { einvoicingApi } from '../common/einvoicing-api.ts';

const mostRuns = 5;
/** Milliseconds between two looks at numbers that rise. */
const pace = 4_000;

interface Numbers {
  /** Null: there is nothing that this person may read. */
  readonly overview: Overview | null;
  readonly runs: readonly UpcomingRun[];
}

/** Issuing in numbers, for the organisation of the moment and those below it. */
export class IssuingNumbers extends Loading<Numbers, string> {
  constructor(host: ReactiveControllerHost) {
    super(host, {
      key: () => session.org?.number ?? '',
      keeps: true,
      load: async (_, signal) => {
        const [overview, runs] = await Promise.all([
          einvoicingApi.call('GET /api/issuing/overview', { signal }).catch(() => null),
          einvoicingApi.call('GET /api/schedule', { signal }).catch(() => null),
        ]);
        const upcoming = (runs?.items ?? []).filter(({ next }) => next !== null);
        return { overview, runs: upcoming.slice(0, mostRuns) };
      },
    });
  }

  override hostConnected(): void {
    super.hostConnected();
    jobs.addEventListener('change', this.#follow);
  }

  override hostDisconnected(): void {
    jobs.removeEventListener('change', this.#follow);
    super.hostDisconnected();
  }

  /** While the demo's story is told the numbers rise, and whoever looks on sees it, to its end. */
  readonly #follow = (): void => {
    const story = jobs.list.find(({ details }) => details?.['story'] !== undefined);
    if (!story || this.#seen === story.id) return;
    const ended = isOver(story);
    if (!ended && performance.now() - this.#asked < pace) return;
    this.#asked = performance.now();
    if (ended) this.#seen = story.id;
    void this.load();
  };
  #asked = performance.now();
  /** Id of the story's job that was seen to have ended. */
  #seen = '';

  get overview(): Overview | null {
    return this.value?.overview ?? null;
  }

  get runs(): readonly UpcomingRun[] {
    return this.value?.runs ?? [];
  }
}
