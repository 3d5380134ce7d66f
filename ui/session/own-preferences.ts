import type { Json } from '../../metadata/common/json.ts';
import { type Language, languages } from '../../metadata/common/label.ts';
import { type Api, ApiProblem } from './api.ts';

/** The copy of the preferences that this browser keeps. */
interface RememberedPreferences {
  readonly values: Readonly<Record<string, Json>>;
  /** Names whose values here are newer than the server's; those without a value are to be forgotten. */
  readonly unsent: readonly string[];
}

/**
 * The preferences of one person, by name. The server keeps them, so that they are the same in every browser; the copy
 * in this one is for the first paint, and for values that could not be sent yet.
 */
export class OwnPreferences {
  readonly #api: Api;
  #user = '';
  #values = new Map<string, Json>();
  #unsent = new Set<string>();
  #sending: Promise<void> | null = null;
  /** The preference that is being sent. */
  #sent: { readonly name: string; readonly value: Json | undefined } | null = null;

  constructor(api: Api) {
    this.#api = api;
    this.#recall();
    globalThis.addEventListener?.('pagehide', () => this.#leave());
  }

  /** Takes up what this person prefers; without a server, what this browser remembers of it. */
  async load(user: string): Promise<void> {
    this.#user = user;
    this.#recall();
    const answer = await this.#api.call('GET /api/me/preferences').catch(() => null);
    if (!answer || this.#user !== user) return;
    const mine = [...this.#unsent].map((name) => [name, this.#values.get(name)] as const);
    this.#values = new Map(answer.items.map(({ name, value }) => [name, value]));
    for (const [name, value] of mine) this.#set(name, value);
    this.#keep();
    void this.settle();
  }

  /** Undefined: nothing was said. */
  read(name: string): Json | undefined {
    return this.#values.get(name);
  }

  /** Somebody else looks at what the person sees: nothing is sent or remembered. */
  readsOnly = false;

  /** Undefined: as if nothing had been said. */
  write(name: string, value: Json | undefined): void {
    if (JSON.stringify(value) === JSON.stringify(this.#values.get(name))) return;
    this.#set(name, value);
    if (this.readsOnly) return;
    this.#unsent.add(name);
    this.#keep();
    void this.settle();
  }

  /** Resolves when the server has everything, or does not answer. */
  settle(): Promise<void> {
    this.#sending ??= this.#send().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  async #send(): Promise<void> {
    for (let [name] = this.#unsent; name !== undefined && this.#user !== ''; [name] = this.#unsent) {
      const value = this.#values.get(name);
      this.#sent = { name, value };
      try {
        await this.#put(name, value);
      } catch (failure) {
        // A refused value would be refused again; one that did not arrive goes with the next.
        if (!(failure instanceof ApiProblem)) return;
      } finally {
        this.#sent = null;
      }
      if (value === this.#values.get(name)) this.#unsent.delete(name);
      this.#keep();
    }
  }

  /** As somebody leaves, what still waits goes all at once; what does not arrive goes with the next visit. */
  #leave(): void {
    if (this.#user === '') return;
    for (const name of this.#unsent) {
      const value = this.#values.get(name);
      if (this.#sent?.name !== name || this.#sent.value !== value) this.#put(name, value).catch(() => {});
    }
  }

  #put(name: string, value: Json | undefined): Promise<unknown> {
    const request = { path: { name }, keepalive: true };
    return value === undefined
      ? this.#api.call('DELETE /api/me/preferences/:name', request)
      : this.#api.call('PUT /api/me/preferences/:name', { ...request, body: value });
  }

  #set(name: string, value: Json | undefined): void {
    if (value === undefined) this.#values.delete(name);
    else this.#values.set(name, value);
  }

  get #key(): string {
    return `guiju.own.${this.#user}`;
  }

  #recall(): void {
    let kept: Partial<RememberedPreferences> = {};
    try {
      kept = JSON.parse(localStorage.getItem(this.#key) ?? '{}');
    } catch {
      // A browser that keeps nothing works all the same.
    }
    this.#values = new Map(Object.entries(kept.values ?? {}));
    this.#unsent = new Set(kept.unsent ?? []);
  }

  #keep(): void {
    if (this.readsOnly) return;
    const kept: RememberedPreferences = {
      values: Object.fromEntries(this.#values),
      unsent: [...this.#unsent],
    };
    try {
      localStorage.setItem(this.#key, JSON.stringify(kept));
    } catch {
      // A browser that keeps nothing works all the same.
    }
  }
}

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The language and look that a person chose on this browser. */
export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  /** Whether the drawer is open on wide screens. */
  readonly drawer: boolean;
}

const key = 'guiju.preferences';

/** Chinese unless the browser speaks something else. */
function defaults(): Preferences {
  const language = navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
  return { language, theme: 'system', drawer: true };
}

/** Answers the language and theme that somebody chose before, as far as they are known. */
export function chosenLook(own: OwnPreferences): Partial<Preferences> {
  const language = languages.find((one) => one === own.read('language'));
  const theme = themes.find((one) => one === own.read('theme'));
  return { ...(language && { language }), ...(theme && { theme }) };
}

export function readPreferences(): Preferences {
  try {
    return { ...defaults(), ...JSON.parse(localStorage.getItem(key) ?? '{}') };
  } catch {
    return defaults();
  }
}

export function writePreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(key, JSON.stringify(preferences));
  } catch {
    // A browser that keeps nothing works all the same.
  }
}
