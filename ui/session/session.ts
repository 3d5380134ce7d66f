import type { Language } from '../../metadata/common/label.ts';
import type { FormOutline, MenuFolder } from '../../metadata/contract/forms/outline.ts';
import type { BegunSession, OwnOrganisation, Who } from '../../metadata/contract/people/session.ts';
import { Api, ApiProblem } from './api.ts';
import { forgetUploads } from './earlier-uploads.ts';
import { type English, setLanguage } from './i18n.ts';
import {
  chosenLook,
  OwnPreferences,
  type Preferences,
  readPreferences,
  type Theme,
  writePreferences,
} from './own-preferences.ts';
import type { RouteAnswer, RouteQuery } from './route.ts';
import { forgetUnsaved, unsavedOf } from './unsaved/unsaved.ts';

const orgKey = 'guiju.org';
/** The organisation that somebody comes back to who looks as another user. */
const orgBeforeKey = 'guiju.org-before';

type OrganisationsRoute = 'GET /api/session/organisations';

/**
 * The state that the whole page shares: the person, the organisation, the language and the forms. Tells when any of it
 * changes.
 */
export class Session extends EventTarget {
  preferences: Preferences = readPreferences();
  /** The English texts of the domains. */
  english: readonly English[] = [];
  who: Who | null = null;
  org: OwnOrganisation | null = null;
  forms: readonly FormOutline[] = [];
  menu: readonly MenuFolder[] = [];
  /** The installed packages do not compile: nothing but the pages of packages works until they are mended. */
  broken: ApiProblem | null = null;
  #learnt = 0;
  /** The organisation that the address named when the page was opened, and the one it would have been. */
  arrivedFor: { readonly asked: string; readonly before: string } | null = null;
  readonly api = new Api(() => ({
    language: this.preferences.language,
    csrf: this.who?.csrf ?? null,
    org: this.org?.number ?? null,
  }));
  /** The preferences of the person, the same in every browser. */
  readonly own = new OwnPreferences(this.api);
  /** Chosen while nobody was signed in. */
  #chosen: Partial<Preferences> = {};

  constructor() {
    super();
    this.api.catchUp = () => this.#catchUp();
  }

  get language(): Language {
    return this.preferences.language;
  }

  /** Takes up a session the browser still has; false when nobody is signed in. */
  async resume(): Promise<boolean> {
    await setLanguage(this.language, this.english);
    this.#dress();
    return this.#learn();
  }

  /** Takes up a session that has just begun. */
  async begin(signedIn: Pick<BegunSession, 'user' | 'csrf'>): Promise<void> {
    const before = this.who;
    // The content of the page is the other person's.
    if (before && before.user.id !== signedIn.user.id) return location.assign('/');
    if (before) this.who = { ...before, csrf: signedIn.csrf };
    await this.#learn();
  }

  /**
   * Goes on with a session that the same person began in another tab; false: nobody has. A page of somebody else is left.
   */
  async goOn(): Promise<boolean> {
    const now = await this.#ask();
    if (!now) return false;
    if (this.who && this.who.user.id !== now.user.id) {
      location.assign('/');
      return false;
    }
    if (this.who) this.who = { ...this.who, csrf: now.csrf };
    return this.#learn();
  }

  /** Asks again who one is and which organisations there are: one of them was moved, made or closed. */
  async refresh(): Promise<void> {
    const known = this.who?.moreOrganisations === false;
    const asked = await this.#ask();
    if (!asked) return this.api.signInAgain?.();
    // A page that knew of all does not know of fewer for a moment.
    const who = known ? await this.#withEveryOrganisation(asked) : asked;
    this.who = who;
    const { org } = this;
    const same = who.organisations.find(({ id }) => id === org?.id);
    this.org =
      same ?? (org ? await this.#organisation(who, org.number) : null) ?? who.organisations[0] ?? null;
    this.#changed();
  }

  /** The cookie's session, when it is no longer the one this page began with. */
  async #catchUp(): Promise<void> {
    const now = await this.#ask();
    if (!now) return;
    if (now.user.id !== this.who?.user.id) location.reload();
    else this.who = { ...this.who, csrf: now.csrf };
  }

  /** One that one may act for, by its number: of those that came along, or asked for. */
  async #organisation(who: Who, number: string | null): Promise<OwnOrganisation | undefined> {
    if (number === null) return undefined;
    const known = who.organisations.find((org) => org.number === number);
    if (known || !who.moreOrganisations) return known;
    const { items } = await this.api.call('GET /api/session/organisations', { query: { number } });
    return items[0];
  }

  /**
   * The organisations one may act for, parents before children, as far as they are known: to be shown. Where there are
   * more than came along, the rest is asked for, and `change` tells when it is there. Code that looks once asks
   * `everyOrganisation`.
   */
  get organisations(): readonly OwnOrganisation[] {
    if (this.who?.moreOrganisations) void this.everyOrganisation().catch(() => {});
    return this.who?.organisations ?? [];
  }

  /** All of them. */
  async everyOrganisation(): Promise<readonly OwnOrganisation[]> {
    const { who } = this;
    if (!who?.moreOrganisations) return who?.organisations ?? [];
    if (this.#asked !== who) {
      this.#asked = who;
      this.#rest = this.#learnOrganisations(who);
      // Asked for again the next time that somebody wants to know.
      this.#rest.catch(() => {
        this.#asked = null;
      });
    }
    return this.#rest;
  }
  /** Of whom the rest is on its way, and what is. */
  #asked: Who | null = null;
  #rest: Promise<readonly OwnOrganisation[]> = Promise.resolve([]);

  async #learnOrganisations(who: Who): Promise<readonly OwnOrganisation[]> {
    const whole = await this.#withEveryOrganisation(who);
    if (this.who === who) {
      this.who = whole;
      this.#changed();
    }
    return whole.organisations;
  }

  async #withEveryOrganisation(who: Who): Promise<Who> {
    if (!who.moreOrganisations) return who;
    const organisations: OwnOrganisation[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: RouteQuery<OrganisationsRoute> = { limit: 500, ...(cursor !== '' && { cursor }) };
      const page: RouteAnswer<OrganisationsRoute> = await this.api.call('GET /api/session/organisations', {
        query,
      });
      organisations.push(...page.items);
      cursor = page.next;
    }
    return { ...who, organisations, moreOrganisations: false };
  }

  /** Shows what another user sees, in all tabs of this browser. */
  async seeAs(user: string): Promise<void> {
    await this.own.settle();
    await this.api.call('POST /api/users/:id/seen-as', { path: { id: user } });
    if (this.org) localStorage.setItem(orgBeforeKey, this.org.number);
    location.assign('/');
  }

  /** Back to oneself. */
  async endSeeing(): Promise<void> {
    const user = this.who?.user.id;
    await this.api.call('DELETE /api/session/seen-as');
    const before = localStorage.getItem(orgBeforeKey);
    localStorage.removeItem(orgBeforeKey);
    if (before !== null) for (const kept of [sessionStorage, localStorage]) kept.setItem(orgKey, before);
    location.assign(user ? `/forms/user/${user}` : '/');
  }

  /** Answers where the session at a sign-in provider is ended; null: there is none. */
  async signOut(): Promise<string | null> {
    await this.own.settle();
    if (this.who?.seenBy) await this.api.call('DELETE /api/session/seen-as');
    const answer = await this.api.call('DELETE /api/session').catch(() => undefined);
    forgetUploads();
    if (this.who) await forgetUnsaved(this.who.user.id);
    this.who = null;
    this.forms = [];
    this.#changed();
    return answer?.address ?? null;
  }

  /** Null: nobody is signed in. */
  async #ask(): Promise<Who | null> {
    const who = await this.api.call('GET /api/session');
    return who.user === null ? null : who;
  }

  /** False: nobody is signed in. */
  async #learn(): Promise<boolean> {
    const who = await this.#ask();
    if (!who) return false;
    this.who = who;
    unsavedOf(who.user.id);
    const kept = sessionStorage.getItem(orgKey) ?? localStorage.getItem(orgKey);
    const pick = (number: string | null) => this.#organisation(who, number);
    const before = (await pick(kept)) ?? (await pick(who.org.number)) ?? who.organisations[0] ?? null;
    const asked = new URLSearchParams(location.search).get('org');
    this.org = (await pick(asked)) ?? before;
    if (asked !== null && before) this.arrivedFor = { asked, before: before.number };
    if (this.org) sessionStorage.setItem(orgKey, this.org.number);
    this.own.readsOnly = who.seenBy !== undefined;
    await Promise.all([this.learnForms(), this.own.load(who.user.id)]);
    await this.#takeUp();
    return true;
  }

  /** Language and theme as this person last chose them, here or in another browser. */
  async #takeUp(): Promise<void> {
    this.#prefer(this.#chosen);
    this.#chosen = {};
    this.preferences = { ...this.preferences, ...chosenLook(this.own) };
    writePreferences(this.preferences);
    await setLanguage(this.language, this.english);
    this.#dress();
  }

  /** Forms and menu; asked again when a publish was heard of. */
  async learnForms(): Promise<void> {
    try {
      const { forms, menu } = await this.api.call('GET /api/forms');
      this.#learnt = Date.now();
      Object.assign(this, { forms, menu, broken: null });
    } catch (failure) {
      if (!(failure instanceof ApiProblem) || failure.code !== 'model-broken') throw failure;
      Object.assign(this, { forms: [], menu: [], broken: failure });
    }
    this.#changed();
  }

  /** Reads forms and menu again when somebody comes back to the page: a publish may have changed them. */
  async comeBack(): Promise<void> {
    if (!this.who || Date.now() - this.#learnt < 30_000) return;
    await this.learnForms().catch(() => {});
  }

  form(name: string): FormOutline | undefined {
    return this.forms.find((form) => form.name === name);
  }
  formById(id: string): FormOutline | undefined {
    return this.forms.find((form) => form.id === id);
  }
  may(form: string, action: string): boolean {
    return this.formById(form)?.actions.includes(action) ?? false;
  }

  /** This tab and the next new one work for another organisation. */
  chooseOrg(number: string): void {
    this.org = this.who?.organisations.find((org) => org.number === number) ?? this.org;
    if (this.org) {
      sessionStorage.setItem(orgKey, this.org.number);
      localStorage.setItem(orgKey, this.org.number);
    }
    this.#changed();
  }

  async chooseLanguage(language: Language): Promise<void> {
    this.#prefer({ language });
    await setLanguage(language, this.english);
    this.#dress();
    this.#changed();
  }

  chooseTheme(theme: Theme): void {
    this.#prefer({ theme });
    this.#dress();
    this.#changed();
  }

  chooseDrawer(drawer: boolean): void {
    this.#prefer({ drawer });
  }

  #prefer(change: Partial<Preferences>): void {
    this.preferences = { ...this.preferences, ...change };
    writePreferences(this.preferences);
    const { language, theme } = change;
    if (!this.who) this.#chosen = { ...this.#chosen, ...change };
    else {
      if (language) this.own.write('language', language);
      if (theme) this.own.write('theme', theme);
    }
  }

  #dress(): void {
    const { theme, language } = this.preferences;
    const root = document.documentElement;
    root.lang = language === 'zh' ? 'zh-Hans' : 'en';
    if (theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** One a page. */
export const session = new Session();

/** Answers whether this person may design forms, fields and rules. */
export function mayDesign(): boolean {
  return session.who?.designs ?? false;
}
