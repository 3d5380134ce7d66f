import { html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Domain, DomainPage, Page } from '../domain.ts';
import type { Agree } from '../model/agree.ts';
import type { Place } from '../session/router.ts';
import { session } from '../session/session.ts';

/** Addresses → pages. Each is loaded when it is first seen. */
export function pageAt({ parts, query }: Place, domains: readonly Domain[]): Page {
  const [first = '', second = '', third] = parts;
  const form = session.form(second);
  if (session.broken && first !== 'install' && second === '') return packages;
  if (first === '') return home(domains);
  if (first === 'forms' && form) {
    const record = form.kind === 'setting' ? 'setting' : third;
    if (record === undefined)
      return {
        load: () => import('../list/list-page.ts'),
        show: () =>
          html`<gj-list-page .form=${form} .domains=${domains} .agree=${agreeFor(form.id)}></gj-list-page>`,
      };
    return {
      load: () => import('../record/record-page.ts'),
      show: () =>
        html`<gj-record-page .form=${form} .domains=${domains} .record=${record} .copyOf=${query.get('copy')}
          .agree=${agreeFor(form.id)}></gj-record-page>`,
    };
  }
  if (first === 'match' && form) {
    return {
      load: () => withOrganisations(import('../match/match-page.ts')),
      show: () => html`<gj-match-page .form=${form}></gj-match-page>`,
    };
  }
  if (first === 'reports' && form && form.kind !== 'setting') {
    return {
      load: () => import('../list/report/report-page.ts'),
      show: () => html`${keyed(form.name, html`<gj-report-page .form=${form}></gj-report-page>`)}`,
    };
  }
  if (first === 'deleted' && form && form.kind !== 'setting') {
    return {
      load: () => import('../list/deleted-page.ts'),
      show: () => html`${keyed(form.name, html`<gj-deleted-page .form=${form}></gj-deleted-page>`)}`,
    };
  }
  if (first === 'sharing' && form) {
    return {
      load: () => withOrganisations(import('../organisations/sharing-page/sharing-page.ts')),
      show: () => html`<gj-sharing-page .form=${form}></gj-sharing-page>`,
    };
  }
  if (first === 'users' && second !== '' && third === 'password') {
    return {
      load: () => import('../administration/people/set-password-page.ts'),
      show: () => html`<gj-set-password-page user=${second}></gj-set-password-page>`,
    };
  }
  if (first === 'users' && second !== '' && third === 'seen-as') {
    return {
      load: () => import('../administration/people/see-as-page.ts'),
      show: () => html`<gj-see-as-page user=${second}></gj-see-as-page>`,
    };
  }
  if (first === 'roles' && second !== '') {
    return {
      load: () => import('../administration/people/role-page.ts'),
      show: () => html`<gj-role-page role-id=${second}></gj-role-page>`,
    };
  }
  if (first === 'changes' && second === '') {
    return {
      load: () => import('../changes/changes-page.ts'),
      show: () => html`<gj-changes-page .domains=${domains}></gj-changes-page>`,
    };
  }
  if (first === 'changes' && second !== '' && third === undefined) {
    return {
      load: () => import('../changes/change-page.ts'),
      show: () =>
        html`${keyed(second, html`<gj-change-page set-id=${second} .domains=${domains}></gj-change-page>`)}`,
    };
  }
  if (first === 'design' && second === 'publish') return publishDesign(domains);
  if (first === 'design' && second === 'workbook') return workbookForm;
  if (first === 'design' && second === 'ship') return shipLayer;
  if (first === 'design' && second !== '' && third === undefined) {
    return {
      load: () => import('../design/designer-page.ts'),
      show: () =>
        html`${keyed(second, html`<gj-designer-page name=${second} .domains=${domains}></gj-designer-page>`)}`,
    };
  }
  if (first === 'packages' && second !== '' && third === undefined) {
    return {
      load: () => import('../administration/packages/package-page.ts'),
      show: () => html`${keyed(second, html`<gj-package-page name=${second}></gj-package-page>`)}`,
    };
  }
  if (first === 'design' && second === '') return design(domains);
  if (first === 'audit' && parts.length === 1) return audit(domains);
  if (first === 'help' && parts.length <= 3) return help;
  return parts.length === 1 ? (others[first] ?? domainPage(domains, first) ?? missing) : missing;
}

/** Undefined as well: its forms are not installed, or not for this person. */
export function domainPage(domains: readonly Domain[], address: string): DomainPage | undefined {
  const found = domains.map(({ pages }) => pages?.[address]).find((page) => page !== undefined);
  return found?.listed?.may() === false ? undefined : found;
}

/** Of pages that look through one's organisations once: they are all known before such a page is shown. */
async function withOrganisations(page: Promise<unknown>): Promise<void> {
  await Promise.all([page, session.everyOrganisation()]);
}

/** Before an organisation is moved, disabled or deleted one sees what comes of it. */
function agreeFor(form: string): Agree | undefined {
  if (form !== 'organisation') return undefined;
  return async (doing) => (await import('../organisations/agree-to.ts')).agreeToDoing(doing);
}

const packages: Page = {
  load: () => import('../administration/packages/packages-page.ts'),
  show: () => html`<gj-packages-page></gj-packages-page>`,
};

const publishDesign = (domains: readonly Domain[]): Page => ({
  load: () => import('../design/publish/publish-page.ts'),
  show: () => html`<gj-publish-page .domains=${domains}></gj-publish-page>`,
});

const design = (domains: readonly Domain[]): Page => ({
  load: () => import('../design/design-page.ts'),
  show: () => html`<gj-design-page .domains=${domains}></gj-design-page>`,
});

const workbookForm: Page = {
  load: () => import('../design/workbook/workbook-page.ts'),
  show: () => html`<gj-workbook-page></gj-workbook-page>`,
};

const shipLayer: Page = {
  load: () => import('../design/publish/ship-page.ts'),
  show: () => html`<gj-ship-page></gj-ship-page>`,
};

const audit = (domains: readonly Domain[]): Page => ({
  load: () => import('../administration/audit/audit-page.ts'),
  show: () => html`<gj-audit-page .domains=${domains}></gj-audit-page>`,
});

const home = (domains: readonly Domain[]): Page => ({
  load: () => {
    // What stands first on it is fetched beside it, not after it.
    for (const { homeTiles = [] } of domains)
      for (const { fits, load } of homeTiles) if (fits(undefined)) load().catch(() => {});
    return import('../home/home-page.ts');
  },
  show: () => html`<gj-home-page .domains=${domains}></gj-home-page>`,
});

const help: Page = {
  load: () => import('../home/manual/help-page.ts'),
  show: () => html`<gj-help-page></gj-help-page>`,
};

const missing: Page = {
  load: () => import('../home/missing-page.ts'),
  show: () => html`<gj-missing-page></gj-missing-page>`,
};

const others: Readonly<Record<string, Page>> = {
  organisations: {
    load: () => import('../organisations/organisations-page.ts'),
    show: () => html`<gj-organisations-page></gj-organisations-page>`,
  },
  'organisation-map': {
    load: () => import('../organisations/map/org-map-page.ts'),
    show: () => html`<gj-org-map-page></gj-org-map-page>`,
  },
  parameters: {
    load: () => import('../params/parameters-page.ts'),
    show: () => html`<gj-parameters-page></gj-parameters-page>`,
  },
  compare: {
    load: () => withOrganisations(import('../organisations/compare/compare-page.ts')),
    show: () => html`<gj-compare-page></gj-compare-page>`,
  },
  inbox: {
    load: () => import('../home/inbox/inbox-page.ts'),
    show: () => html`<gj-inbox-page></gj-inbox-page>`,
  },
  jobs: {
    load: () => import('../sheet/transfer/jobs-page.ts'),
    show: () => html`<gj-jobs-page></gj-jobs-page>`,
  },
  packages,
  install: {
    load: () => import('../administration/packages/install/install-page.ts'),
    show: () => html`<gj-install-page></gj-install-page>`,
  },
  health: {
    load: () => import('../administration/health/health-page.ts'),
    show: () => html`<gj-health-page></gj-health-page>`,
  },
  account: {
    load: () => withOrganisations(import('../administration/people/account-page.ts')),
    show: () => html`<gj-account-page></gj-account-page>`,
  },
};
