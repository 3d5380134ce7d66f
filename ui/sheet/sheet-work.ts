import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Job } from '../../metadata/contract/jobs/calls.ts';
import type { SheetColumns } from '../../metadata/design/workbook/form-of-proposal.ts';
import { Doing } from '../kit/doing.ts';
import { isOver, jobs } from '../session/jobs.ts';
import { session } from '../session/session.ts';

/** By id of a form, texts of a file and the name that each was meant to be. */
export type Meant = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface ImportOrder {
  readonly dryRun: boolean;
  readonly meant: Meant;
}

/** A file whose columns are known by their places. */
interface PlacedFile {
  readonly form: string;
  readonly file: File;
  readonly columns: readonly SheetColumns[];
}

/** A workbook on its way in or out: started here, followed until it is over, whoever looks or not. */
export class SheetWork implements ReactiveController {
  job: Job | null = null;
  readonly #host: ReactiveControllerHost;
  readonly #starting: Doing;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    this.#starting = new Doing(host);
    host.addController(this);
  }

  hostConnected(): void {
    jobs.addEventListener('change', this.#changed);
  }
  hostDisconnected(): void {
    jobs.removeEventListener('change', this.#changed);
    if (this.job) jobs.leave(this.job.id);
  }

  /** Why it could not be started. */
  get failure(): unknown {
    return this.#starting.failure;
  }

  get busy(): boolean {
    return this.#starting.busy || (this.job !== null && !isOver(this.job));
  }

  readonly #changed = () => {
    const now = jobs.list.find(({ id }) => id === this.job?.id);
    if (now) this.job = now;
    this.#host.requestUpdate();
  };

  forget(): void {
    this.job = null;
    this.#starting.forget();
  }

  /** Everything is checked and counted when it is only tried, nothing is written. */
  import(form: string, file: File, entries: string | null, { dryRun, meant }: ImportOrder): Promise<void> {
    const said = Object.keys(meant).length > 0 ? { meant: JSON.stringify(meant) } : {};
    const query = { dryRun, ...said, ...(entries === null ? {} : { entries }) };
    const upload = new FormData();
    upload.set('file', file);
    return this.#start(() =>
      session.api.call('POST /api/forms/:form/import', { path: { form }, query, file: upload }),
    );
  }

  /** Its sheets and columns are what is said of their places. */
  into({ form, file, columns }: PlacedFile): Promise<void> {
    const upload = new FormData();
    upload.set('file', file);
    const query = { columns: JSON.stringify(columns) };
    return this.#start(() =>
      session.api.call('POST /api/forms/:form/import', { path: { form }, query, file: upload }),
    );
  }

  export(path: string, query: Readonly<Record<string, string>>): Promise<void> {
    return this.#start(() => session.api.get<Job>(path, { query: { ...query, mode: 'job' } }));
  }

  async cancel(): Promise<void> {
    if (this.job && !isOver(this.job))
      await session.api.call('POST /api/jobs/:id/cancel', { path: { id: this.job.id } });
  }

  async #start(ask: () => Promise<Job>): Promise<void> {
    this.job = null;
    await this.#starting.run(async () => {
      this.job = await ask();
      jobs.watch(this.job.id);
      jobs.follow(this.job);
    });
  }
}
