import { msg, str } from '@lit/localize';
import type { ReactiveControllerHost } from 'lit';
import { type TrailActions, trailActions } from '../../../metadata/trail-actions.ts';
import { Loading } from '../../kit/loading.ts';
import { type Declaring, declaredAction, doneName } from '../../model/done-name.ts';
import { say } from '../../session/i18n.ts';

/** The words that a domain has for its own actions in the audit trail, loaded where actions are named. */
export interface TrailDomain {
  readonly trailActions?: () => Promise<TrailActions>;
}

type Domains = readonly TrailDomain[];

/** The words for actions: those of the platform at once, those of domains as they come. */
export class TrailWords {
  readonly #loading: Loading<TrailActions, Domains>;

  constructor(host: ReactiveControllerHost & { readonly domains: Domains }) {
    this.#loading = new Loading(host, { key: () => host.domains, load: allWords });
  }

  /** The actions that one can filter the trail by. */
  get actions(): readonly string[] {
    return Object.keys(this.#loading.value ?? trailActions);
  }

  /** Whether it is of the platform or of a domain, not one that a form declares. */
  knows(name: string): boolean {
    return this.#loading.busy || this.#known(name) !== undefined;
  }

  /** Names an action: one of the platform, of a domain, or one that the form declares. */
  name(name: string, form?: Declaring): string {
    return doneName(name, form) || say(this.#known(name)?.name) || this.#unknown(name);
  }

  /** The middle of the sentence: between who did it and what it was done to. */
  did(name: string, form?: Declaring): string {
    const own = declaredAction(name, form);
    const did = say(own?.done ?? this.#known(name)?.did);
    return did || msg(str`执行了“${say(own?.label) || this.#unknown(name)}”：`, { id: 'did-other' });
  }

  #known(name: string): TrailActions[string] | undefined {
    return (this.#loading.value ?? trailActions)[name];
  }

  /** Nobody is shown a name of programs that has words in a moment. */
  #unknown(name: string): string {
    return this.#loading.busy ? '…' : name;
  }
}

async function allWords(domains: Domains): Promise<TrailActions> {
  const own = await Promise.all(domains.map(async (domain) => domain.trailActions?.() ?? {}));
  return Object.assign({ ...trailActions }, ...own.toReversed(), trailActions);
}
