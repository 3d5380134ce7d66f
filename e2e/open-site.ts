import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { listen } from '../runtime/http/pipeline/listen.ts';
import {
  adminPassword,
  openTestNode,
  type TestNode,
  type TestNodeOptions,
} from '../runtime/server/test-node.suite.ts';
import { chromiumPath } from '../workshop/services/chromium.ts';
import { Contexts } from './contexts.ts';
import { watchedPage } from './watched-page.ts';

export interface Visit {
  /** Default: the administrator. */
  readonly user?: string;
  readonly password?: string;
  /** Address within the site. Default: home. */
  readonly path?: string;
  /** Default: zh. */
  readonly language?: 'zh' | 'en';
  /** Default: light. */
  readonly theme?: 'light' | 'dark';
  /** Default: 1440 × 900. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Default: yes. */
  readonly signedIn?: boolean;
  /** The element by which it is known that he has arrived. Default: that of the shell, or of signing in. */
  readonly arrived?: string;
  /** Whether the language and theme that this person chose in another browser hold. Default: no, those above do. */
  readonly asChosen?: boolean;
}

/** A real node with the web UI, and a real browser. */
export interface Site {
  readonly url: string;
  readonly node: TestNode;
  /** Address of its database, for another node. */
  readonly database: string;
  /** A browser of its own for one person, signed in and arrived. What the page complains about fails the test. */
  visit(visit?: Visit): Promise<Page>;
  /** Complaints of the pages so far in this test; take away those that the test provokes on purpose. */
  readonly problems: string[];
}

export interface SiteOptions {
  /** Standard packages to install. Default: all there are for invoicing. */
  readonly packages?: readonly string[];
  /** The domains of the server beside the platform. Default: all there are. */
  readonly domains?: TestNodeOptions['domains'];
  /** The map that pages lead to. Default: none. */
  readonly maps?: { readonly place?: string; readonly address?: string };
  /** Whether the demo data is loaded, and what is made of it, too. Default: no. */
  readonly demo?: boolean | 'with-story';
  /** The server's, in milliseconds since 1970. Default: as it is. */
  readonly clock?: () => number;
  /** Milliseconds a plan waits for its rehearsal before that goes on as a job. Default: until it is done. */
  readonly rehearsalPatience?: number;
  /** Milliseconds a publish waits for other nodes. Default: as usual. */
  readonly nodesPatience?: number;
  /** The mail server of the system mailbox. Default: there is none. */
  readonly smtp?: TestNodeOptions['smtp'];
  /** Backups that the server makes by itself. Default: none. */
  readonly backups?: TestNodeOptions['backups'];
  /** Address of the database. Default: a file. */
  readonly database?: () => Promise<string>;
  /**
   * Whether the node knows the address at which it is reached, which has the name `localhost` where a name is needed.
   * Default: it says http://localhost.
   */
  readonly knowsUrl?: boolean | 'by name';
  /** Whether its tests go on from one another. Default: no, the long run asks them in any order. */
  readonly story?: boolean;
  /** Work of an earlier server on the same database, or its end. Default: none. */
  readonly before?: (earlier: TestNode) => Promise<void>;
}

export interface OpenSite extends Site {
  /** Closes what was visited; answers what pages complained about. */
  endTest(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // All pages of one person in one process: it has compiled the scripts before.
  '--process-per-site',
];

/** Opens a node with a port, and a browser. `close` takes both away. */
export async function openSite(options: SiteOptions = {}): Promise<OpenSite> {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-e2e-'));
  const ui = process.env['GUIJU_TEST_UI'];
  const database = (await options.database?.()) ?? `sqlite://${join(folder, 'guiju.db')}`;
  const packages = options.packages ?? ['platform', 'basis', 'invoicing'];
  if (options.before) {
    const earlier = await openTestNode(database, { packages });
    await options.before(earlier);
    await earlier.close();
  }
  const wanted = options.knowsUrl ? await freePort() : 0;
  const host = options.knowsUrl === 'by name' ? 'localhost' : '127.0.0.1';
  const node = await openTestNode(database, {
    packages,
    ...(options.knowsUrl ? { url: `http://${host}:${wanted}` } : {}),
    ...(ui ? { ui } : {}),
    ...(options.domains ? { domains: options.domains } : {}),
    ...(options.maps ? { http: { maps: options.maps } } : {}),
    ...(options.clock ? { clock: options.clock } : {}),
    ...(options.smtp ? { smtp: options.smtp } : {}),
    ...(options.backups ? { backups: options.backups } : {}),
    ...(options.nodesPatience === undefined ? {} : { nodesPatience: options.nodesPatience }),
    ...(options.rehearsalPatience === undefined ? {} : { rehearsalPatience: options.rehearsalPatience }),
  });
  if (options.demo) {
    const { status } = await node.ask('POST', '/api/demo', { story: options.demo === 'with-story' });
    if (status !== 200) throw new Error(`the demo data was not loaded: ${status}`);
  }
  const { server, port } = await listen(node.node.app, { port: wanted, host: '127.0.0.1' });
  const url = `http://${host}:${port}`;
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error('no Chromium on this machine: `npm test` provides it');
  // Without a locale the browser cannot say what a file with a Chinese name is called.
  const env = { ...process.env, LANG: process.env['LANG'] ?? 'C.UTF-8' } as Record<string, string>;
  const browser: Browser = await chromium.launch({ executablePath, args, env });
  const contexts = new Contexts(browser, url);
  const sessions = new Map<string, Begun>();
  const problems: string[] = [];
  return {
    url,
    node,
    database,
    problems,
    async visit(visit = {}) {
      const { language = 'zh', theme = 'light', size = { width: 1440, height: 900 } } = visit;
      const context = await contexts.take(language);
      if (visit.signedIn !== false) {
        const who = { user: visit.user ?? 'admin', password: visit.password ?? adminPassword };
        const { headers, chosen } = await signIn(context, who, sessions);
        for (const name of visit.asChosen ? [] : ['language', 'theme'].filter((one) => chosen.includes(one)))
          await context.request.delete(`/api/me/preferences/${name}`, { headers });
      }
      const page = await watchedPage(context, url, problems);
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: theme });
      await page.goto(visit.path ?? '/');
      const usual = visit.signedIn === false ? 'gj-sign-in-page' : 'gj-shell';
      await page.locator(visit.arrived ?? usual).waitFor();
      return page;
    },
    async endTest() {
      await contexts.giveBack();
      return problems.splice(0);
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await node.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A port that nobody listens at a moment before it is used. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A session somebody began, so that a later visit goes on with it. */
interface Begun {
  readonly cookies: Awaited<ReturnType<BrowserContext['cookies']>>;
  readonly csrf: string;
}

interface SignedIn {
  /** The headers that a call has to carry. */
  readonly headers: Record<string, string>;
  /** Names of what this person prefers. */
  readonly chosen: readonly string[];
}

/** A connection of its own: one that lay idle for a minute may be closed by the server as it is asked again. */
const alone = { connection: 'close' };

/** Signs in, or goes on with the session of an earlier visit where that still holds. */
async function signIn(
  context: BrowserContext,
  data: { readonly user: string; readonly password: string },
  sessions: Map<string, Begun>,
): Promise<SignedIn> {
  const key = JSON.stringify(data);
  const kept = sessions.get(key);
  if (kept) {
    await context.addCookies(kept.cookies);
    const chosen = await chosenIn(context);
    if (chosen) return { headers: { 'x-csrf-token': kept.csrf }, chosen };
  }
  const answer = await context.request.post('/api/session', { data, headers: alone });
  if (answer.status() !== 200) throw new Error(`no signing in: ${answer.status()}`);
  const { csrf } = await answer.json();
  sessions.set(key, { cookies: await context.cookies(), csrf });
  return { headers: { 'x-csrf-token': csrf }, chosen: (await chosenIn(context)) ?? [] };
}

/** Names of what is preferred; null: nobody is signed in. */
async function chosenIn(context: BrowserContext): Promise<readonly string[] | null> {
  const answer = await context.request.get('/api/me/preferences', { headers: alone });
  if (!answer.ok()) return null;
  const { items } = (await answer.json()) as { items: readonly { readonly name: string }[] };
  return items.map(({ name }) => name);
}
