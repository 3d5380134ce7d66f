import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Job } from '../../metadata/contract/jobs/calls.ts';
import type { DemoOrganisation } from '../../metadata/contract/packages/installed.ts';
import { jobs } from '../session/jobs.ts';
import { recentRecords } from '../session/recent.ts';
import { session } from '../session/session.ts';

export interface FirstStep {
  readonly key: 'forms' | 'organisations' | 'users';
  readonly done: boolean;
}

/** Whether this person looked at documents here: whoever works is not shown how one begins. */
function worksAlready(): boolean {
  return recentRecords().some(({ form }) => form.kind === 'document');
}

/** Of the person's own preferences. */
const putAway = 'first-steps-put-away';

/** How far a new system has been set up, for the home page. */
export class HomeData implements ReactiveController {
  steps: readonly FirstStep[] = [];
  demo: 'none' | 'available' | 'loading' | 'loaded' = 'none';
  /** The organisations that own the documents of the demo, once it is loaded. */
  demoOrganisations: readonly DemoOrganisation[] = [];
  /** Resolves once it is known. */
  learnt: Promise<void> = Promise.resolve();
  readonly #host: ReactiveControllerHost;
  readonly #changed = () => this.#host.requestUpdate();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    jobs.addEventListener('change', this.#changed);
    this.learnt = this.#learn();
  }

  hostDisconnected(): void {
    jobs.removeEventListener('change', this.#changed);
  }

  /** The job that makes a year of business of the demo's records; undefined: none is at it. */
  get story(): Job | undefined {
    return jobs.running.find(({ details }) => details?.['story'] !== undefined);
  }

  /** Puts the first steps away, for a person who knows the system. */
  putAway(): void {
    session.own.write(putAway, true);
    this.steps = [];
    this.demoOrganisations = [];
    this.#changed();
  }

  async #learn(): Promise<void> {
    const { who } = session;
    if (!who?.administers) return;
    if (session.own.read(putAway) === true) return;
    const form = session.formById('user')?.name ?? 'user';
    const query = { limit: 2, view: 'manage', fields: 'number' } as const;
    try {
      const [{ items }, { demo, demoOrganisations, items: installed }] = await Promise.all([
        session.api.call('GET /api/forms/:form/records', { path: { form }, query }),
        session.api.call('GET /api/packages'),
      ]);
      const here = new Set(installed.flatMap(({ name, origin }) => (origin === 'here' ? [name] : [])));
      const steps: readonly FirstStep[] = [
        { key: 'forms', done: session.forms.some((one) => here.has(one.package)) },
        { key: 'organisations', done: who.organisations.length > 1 },
        { key: 'users', done: items.length > 1 },
      ];
      this.demo = demo;
      const works = worksAlready();
      const isSetUp = steps.every(({ key, done }) => done || (works && key === 'forms'));
      // Of the demo everything is there: one looks at it, and sets nothing up.
      this.steps = isSetUp || demo === 'loaded' ? [] : steps;
      this.demoOrganisations = demo === 'loaded' && !works ? demoOrganisations : [];
      this.#changed();
    } catch {
      // The steps are a help; without an answer there are none.
    }
  }

  /** Throws what the server refuses. */
  async loadDemo(): Promise<void> {
    this.demo = 'loading';
    this.#changed();
    try {
      await session.api.call('POST /api/demo');
      this.demo = 'loaded';
      await Promise.all([session.refresh(), jobs.refresh()]);
    } catch (failure) {
      this.demo = 'available';
      throw failure;
    } finally {
      this.#changed();
    }
    await this.#learn();
  }
}
