import type { Site } from './open-site.ts';

export interface SitePage {
  readonly path: string;
  /** Default: yes. */
  readonly signedIn?: boolean;
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
  match: () => ({ path: '/match/invoice-item' }),
  sharing: () => ({ path: '/sharing/invoice-item' }),
  organisations: () => ({ path: '/organisations' }),
  parameters: () => ({ path: '/parameters' }),
  compare: () => ({ path: '/compare' }),
  changes: () => ({ path: '/changes' }),
  jobs: () => ({ path: '/jobs' }),
  audit: () => ({ path: '/audit' }),
  packages: () => ({ path: '/packages' }),
  health: () => ({ path: '/health' }),
  account: () => ({ path: '/account' }),
  role: async (site) => ({ path: `/roles/${await firstRecord(site, 'role')}` }),
  'set-password': async (site) => ({ path: `/users/${await firstRecord(site, 'user')}/password` }),
  missing: () => ({ path: '/nowhere' }),
} satisfies Record<string, (site: Site) => SitePage | Promise<SitePage>>;

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
