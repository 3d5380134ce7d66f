import { beforeAll, expect, it } from 'vitest';
import { deskAt, seller, serviceLine } from '../runtime/einvoicing/issuing/desk.suite.ts';
import { languages } from '../workshop/runs.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';
import { settled } from './settled.ts';

const day = 24 * 3_600_000;
/** Days by which the server's clock is behind. */
let behind = 900;
const words = {
  zh: { story: '动态', made: /^新建/, submitted: '提交', gone: '更早的版本已按保存期限删除' },
  en: {
    story: 'Activity',
    made: /^Created/,
    submitted: 'Submit',
    gone: 'Earlier versions were deleted, as the retention settings say',
  },
};

inBrowser(
  'a record whose early versions are no longer kept',
  (site) => {
    let path: string;

    beforeAll(async () => {
      const { node } = site();
      const desk = deskAt(node);
      await desk.simulate();
      const id = await desk.make('invoice-application', {
        buyerName: '星河贸易',
        sellerTaxNo: seller,
        invoiceType: '10xdp',
        lines: [serviceLine],
      });
      behind = 800;
      const { revision } = await desk.read('invoice-application', id);
      const records = '/api/forms/invoice-application/records';
      const changed = { remark: '请尽快开具' };
      const seen = { 'if-match': `"${String(revision)}"` };
      expect((await node.ask('PATCH', `${records}/${id}`, changed, seen)).status).toBe(200);
      behind = 600;
      expect((await desk.act('invoice-application', id, 'submit')).status).toBe(200);
      behind = 2;
      const settings = '/api/forms/tenant-settings/record?org=root';
      const { body: said } = await node.ask('GET', settings);
      const known = { 'if-match': `"${String(said['revision'] ?? 0)}"` };
      const { status } = await node.ask('PATCH', settings, { historyMonths: 12 }, known);
      expect([200, 201]).toContain(status);
      behind = 0;
      await node.node.run('thinning');
      path = `/forms/invoice-application/${id}`;
    });

    it.each(languages)('says so in its story and among its versions, in %s', async (language) => {
      const { story, made, submitted, gone } = words[language];
      const page = await site().visit({ path, language });
      const rail = page.getByRole('complementary', { name: story });
      await rail.getByText(gone).waitFor();
      // Who made it is known by its stamp.
      const entries = rail.getByRole('listitem');
      expect(await entries.count()).toBe(2);
      await entries.nth(1).getByText(made).waitFor();
      await settled(page);
      await isSound(page, `thinned-story-${language}`);

      await rail.getByRole('button', { name: submitted }).click();
      const versions = page.locator('gj-history');
      await versions.getByText(gone).waitFor();
      expect(await versions.getByRole('listitem').count()).toBe(1);
      await isSound(page, `thinned-versions-${language}`);
    });
  },
  { clock: () => Date.now() - behind * day },
);
