import type { TemplateResult } from 'lit';
import type { ChangesDomain } from './changes/changes-domain.ts';
import type { CaseDomain } from './condition/facts/case-places.ts';
import type { DesignDomain } from './design/work/design-domain.ts';
import type { HomeDomain } from './home/home-domain.ts';
import type { IconName } from './kit/base/icons.ts';
import type { ListDomain } from './list/state/list-domain.ts';
import type { RecordDomain } from './record/record-domain.ts';
import type { TrailDomain } from './record/versions/audit-action.ts';
import type { English } from './session/i18n.ts';
import type { Space } from './session/menu-spaces.ts';
import type { Synonyms } from './session/typed-like.ts';

/** A page of the shell: what loads it, how it is shown. */
export interface Page {
  readonly load: () => Promise<unknown>;
  readonly show: () => TemplateResult;
}

export interface DomainPage extends Page {
  /** The title for the browser's tab, menus and search. */
  readonly text: () => string;
  /** The page stands among those that belong to no form. Default: other pages lead to it. */
  readonly listed?: {
    /** The pinyin of its Chinese name. */
    readonly pinyin: string;
    readonly icon: IconName;
    /** The space of the menu in which it stands. */
    readonly space: Space;
    /** Path of the menu's folder in which it stands, behind the forms. Default: above all folders of the space. */
    readonly menu?: string;
    /** Answers whether this person may open it. */
    readonly may: () => boolean;
  };
}

/** The words of a domain that are needed before anybody is signed in, and its English texts. */
export interface DomainWords {
  /** A sentence on the purpose of the installation, for whoever signs in. */
  readonly tagline?: () => string;
  readonly english: English;
}

/**
 * The contributions of a domain to the web UI, as data: each page of the platform says what can be added to it, and
 * shows what it is handed. Elements are fetched when they are first shown. `ui/app/main.ts` lists the domains.
 */
export interface Domain
  extends CaseDomain,
    ChangesDomain,
    DesignDomain,
    HomeDomain,
    ListDomain,
    RecordDomain,
    TrailDomain {
  /** Icons of the menu that it draws, by name: paths on a grid of 16. */
  readonly drawings?: Readonly<Record<string, string>>;
  /** Words that people of its trade use for the same, by which the search finds forms and pages. Default: none. */
  readonly synonyms?: Synonyms;
  /** By the one part of their address. */
  readonly pages?: Readonly<Record<string, DomainPage>>;
}
