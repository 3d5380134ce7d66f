import { afterAll, expect, it } from 'vitest';
import { openTestNode, type TestNode } from '../runtime/server/test-node.suite.ts';
import { freshDatabase, type TestDatabase } from '../workshop/services/databases.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';

let database: TestDatabase | undefined;
let other: TestNode | undefined;
/** Of two members, the second of which is not there. */
async function ofTwo(): Promise<string> {
  database = await freshDatabase('mariadb');
  const { host } = new URL(database.url);
  return database.url.replace(host, `${host},127.0.0.1:1`);
}

inBrowser(
  'the page of health',
  (site) => {
    afterAll(async () => {
      await other?.close();
      await database?.drop();
    });

    it('names each member of the database with why it cannot be worked with, and the node whose member has another clock', async () => {
      const clock = () => Date.now() - 10_000;
      other = await openTestNode(database?.url ?? '', { clock, name: 'web-2:8787' });
      const page = await site().visit({ path: '/health' });
      await page.getByText('127.0.0.1:1', { exact: true }).waitFor();
      await page.getByText('（使用中）').waitFor();
      await page.getByText('connect ECONNREFUSED 127.0.0.1:1').waitFor();
      await page.getByText('节点 web-2:8787 的数据库时钟').waitFor();
      await page.getByText(/比本节点的慢 (?:9|10)\.\d 秒/).waitFor();
      await isSound(page, 'health-members');

      const english = await site().visit({ path: '/health', language: 'en' });
      await english.getByText('Database clock of node web-2:8787').waitFor();
      await english.getByText('Not available').waitFor();
    });

    it.each([
      ['zh', '审计记录转发', '31 分钟没有送达，240 条等待', '正常'],
      ['en', 'Audit forwarding', 'Nothing arrived for 31 minutes; 240 entries wait', 'Fine'],
    ] as const)('tells in %s whether the audit trail arrives', async (language, name, late, fine) => {
      let seconds = 1_860;
      const page = await site().visit({ path: '/', language });
      await page.route(/\/metrics/, async (route) => {
        const response = await route.fetch();
        const own = `guiju_audit_forward_waiting 240\nguiju_audit_forward_failing_seconds ${seconds}`;
        await route.fulfill({ contentType: 'text/plain', body: `${await response.text()}\n${own}\n` });
      });
      await page.goto('/health');
      await page.getByText(late).waitFor();
      await isSound(page, `health-audit-forward-${language}`);
      seconds = 0;
      await page.reload();
      await page.locator('dt', { hasText: name }).locator('+ dd', { hasText: fine }).waitFor();
    });

    it.each([
      ['zh', '追踪', '启动以来丢弃 1,207 个 span：等待的过多 7、收集器拒绝 1,200', '正常', '异常'],
      [
        'en',
        'Traces',
        '1,207 spans were dropped since the start: 7 found no room, 1,200 refused by the collector',
        'Fine',
        'Failing',
      ],
    ] as const)('tells in %s which spans of traces were dropped, and why', async (...said) => {
      const [language, name, lost, fine, wrong] = said;
      let own: readonly string[] = [];
      const page = await site().visit({ path: '/', language });
      await page.route(/\/metrics/, async (route) => {
        const response = await route.fetch();
        await route.fulfill({
          contentType: 'text/plain',
          body: `${await response.text()}\n${own.join('\n')}\n`,
        });
      });
      const shown = page.locator('dt', { hasText: name });
      await page.goto('/health');
      await page.getByRole('heading', { name: language === 'zh' ? '检查' : 'Checks' }).waitFor();
      expect(await shown.count()).toBe(0);
      const dropped = (full: number, refused: number) => [
        `guiju_trace_spans_dropped_total{reason="full"} ${full}`,
        `guiju_trace_spans_dropped_total{reason="refused"} ${refused}`,
        'guiju_trace_spans_dropped_total{reason="unreached"} 0',
      ];
      own = ['guiju_trace_export_failing 1', ...dropped(7, 1_200)];
      await page.reload();
      await shown.locator('+ dd', { hasText: wrong }).getByText(lost).waitFor();
      await isSound(page, `health-traces-${language}`);
      own = ['guiju_trace_export_failing 0', ...dropped(0, 0)];
      await page.reload();
      expect(await shown.locator('+ dd', { hasText: fine }).innerText()).toBe(fine);
    });

    it.each([
      ['zh', '刷新', '启用、姓名 ↓ (编码)'],
      ['en', 'Refresh', 'Enabled, Name ↓ (Number)'],
    ] as const)(
      'names forms with indexes of their own in %s, never by their keys',
      async (language, again, index) => {
        const page = await site().visit({ path: '/health', language });
        // A form has one once thousands of its records were listed for long.
        await page.route(/\/metrics/, async (route) => {
          const response = await route.fetch();
          const learned =
            'guiju_learned_index_cost_milliseconds{form="user",columns="enabled, name ↓ (number)",state="laid"} 9';
          const searched = 'guiju_search_index_behind{form="user",phase="ready"} 0';
          await route.fulfill({
            contentType: 'text/plain',
            body: `${await response.text()}\n${learned}\n${searched}\n`,
          });
        });
        await page.getByRole('button', { name: again }).click();
        await page.getByText(index).waitFor();
        expect(await page.locator('main').innerText()).not.toMatch(/\buser\b|enabled/);
      },
    );
  },
  { packages: ['platform'], database: ofTwo },
);
