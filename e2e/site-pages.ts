import type { Site } from './open-site.ts';

export interface SitePage {
  readonly path: string;
  /** Default: yes. */
  readonly signedIn?: boolean;
  /** Whether the browser complains of an answer that the page is there to tell. Default: no. */
  readonly provokes?: boolean;
  /** Whether readers of this page know the names of forms and fields. Default: no. */
  readonly names?: boolean;
}

/** Every page there is, once; those of forms for a form of each shape. They want the demo data. */
const pages = {
  'sign-in': () => ({ path: '/', signedIn: false }),
  home: () => ({ path: '/' }),
  list: () => ({ path: '/forms/invoice-item' }),
  record: async (site) => ({ path: `/forms/invoice-item/${await firstRecord(site, 'invoice-item')}` }),
  new: () => ({ path: '/forms/invoice-item/new' }),
  document: async (site) => {
    const form = 'invoice-application';
    return { path: `/forms/${form}/${await firstRecord(site, form)}` };
  },
  setting: () => ({ path: '/forms/tenant-settings' }),
  reports: () => ({ path: '/reports/invoice-application' }),
  deleted: async (site) => {
    await deletedRecord(site);
    return { path: '/deleted/unit' };
  },
  'deleted-record': async (site) => ({ path: `/forms/unit/${await deletedRecord(site)}`, provokes: true }),
  match: () => ({ path: '/match/invoice-item' }),
  sharing: () => ({ path: '/sharing/invoice-item' }),
  organisations: () => ({ path: '/organisations' }),
  'organisation-map': () => ({ path: '/organisation-map' }),
  parameters: () => ({ path: '/parameters' }),
  compare: () => ({ path: '/compare' }),
  'compare-files': () => ({ path: '/compare?view=files' }),
  changes: () => ({ path: '/changes' }),
  change: async (site) => ({ path: `/changes/${await someSet(site)}` }),
  split: async (site) => ({
    path: `/split?document=${await firstRecord(site, 'invoice-application')}`,
  }),
  lab: () => ({ path: '/lab' }),
  archive: () => ({ path: '/archive' }),
  station: () => ({ path: '/imaging' }),
  review: () => ({ path: '/review' }),
  inbox: () => ({ path: '/inbox' }),
  help: () => ({ path: '/help', names: true }),
  jobs: () => ({ path: '/jobs' }),
  audit: () => ({ path: '/audit' }),
  packages: () => ({ path: '/packages' }),
  package: () => ({ path: '/packages/basis' }),
  design: () => ({ path: '/design', names: true }),
  designer: () => ({ path: '/design/unit', names: true }),
  'workbook-form': () => ({ path: '/design/workbook', names: true }),
  'ship-design': () => ({ path: '/design/ship', names: true }),
  'publish-design': () => ({ path: '/design/publish' }),
  install: () => ({ path: '/install' }),
  health: () => ({ path: '/health' }),
  account: () => ({ path: '/account' }),
  role: async (site) => ({ path: `/roles/${await firstRecord(site, 'role')}` }),
  'set-password': async (site) => ({ path: `/users/${await firstRecord(site, 'user')}/password` }),
  'see-as': async (site) => ({ path: `/users/${await firstRecord(site, 'user')}/seen-as` }),
  missing: () => ({ path: '/nowhere' }),
} satisfies Record<string, (site: Site) => SitePage | Promise<SitePage>>;

/** The packages with which each of these pages is there. */
export const packagesOfPages = ['platform', 'basis', 'invoicing', 'imaging'] as const;

export type PageName = keyof typeof pages;
export const pageNames = Object.keys(pages) as readonly PageName[];

export async function sitePage(site: Site, name: PageName): Promise<SitePage> {
  return pages[name](site);
}

async function firstRecord(site: Site, form: string): Promise<string> {
  const { body } = await site.node.ask('GET', `/api/forms/${form}/records?view=manage&limit=1`);
  const [first] = (body['items'] ?? []) as { id: string }[];
  if (!first) throw new Error(`${form} has no record to show`);
  return first.id;
}

/** A change set of a parameter and a record; the same for all who ask. */
async function someSet({ node }: Site): Promise<string> {
  const { body: known } = await node.ask(
    'GET',
    '/api/changesets?q=%E6%9C%88%E5%BA%95%E8%B0%83%E6%95%B4&limit=1',
  );
  const [first] = (known['items'] ?? []) as { id: string }[];
  if (first) return first.id;
  const value = {
    action: 'set',
    type: 'sim_config',
    key: 'sim_callback_request_timeout',
    org: 'EAST',
    value: 600,
  };
  const record = { action: 'create', form: 'material-unit', body: { name: '托' } };
  const { body } = await node.ask('POST', '/api/changesets', { name: '月底调整', items: [value, record] });
  return String(body['id']);
}

async function deletedRecord(site: Site): Promise<string> {
  const units = '/api/forms/unit/records';
  const number = `GONE-${++deletions}`;
  const { body } = await site.node.ask('POST', units, { number, name: '旧箱' });
  const match = { 'if-match': `"${String(body['revision'])}"` };
  await site.node.ask('DELETE', `${units}/${String(body['id'])}`, undefined, match);
  return String(body['id']);
}
let deletions = 0;
