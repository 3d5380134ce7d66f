import { openSite, type Site } from '../../e2e/open-site.ts';
import { settled } from '../../e2e/settled.ts';
import type { JsonObject } from '../../metadata/common/json.ts';
import { license } from '../../runtime/einvoicing/issuing/license.suite.ts';

/** `npm run pictures`: the home page in numbers and the lab, in both languages, into docs/pictures/. */
const size = { width: 1280, height: 800 };
const seller = '91440300708461136T';

async function done(site: Site, method: string, path: string, body: JsonObject, headers = {}) {
  const answer = await site.node.ask(method, path, body, headers);
  if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const keyboard = {
  itemName: '键盘',
  taxCode: '1090511010000000000',
  rate: '0.13',
  amount: '300.00',
  tax: '39.00',
  gross: '339.00',
};

/** Invoices that were issued, credit that is limited, and a rule that splits. */
async function fill(site: Site): Promise<void> {
  const records = (form: string) => `/api/forms/${form}/records`;
  const reason = { 'guiju-reason': 'pictures' };
  await done(site, 'PUT', `/api/params/all_ele_mock_invoice/${seller}`, { value: true }, reason);
  await license(site.node, seller);
  for (let nth = 0; nth < 9; nth++) {
    const { id } = await done(site, 'POST', records('invoice-application'), {
      buyerName: '示例采购有限公司',
      invoiceType: nth % 3 === 0 ? '08xdp' : '10xdp',
      sellerTaxNo: seller,
      buyerTaxNo: '91500023MA0000001M',
      lines: [keyboard],
    });
    const path = `${records('invoice-application')}/${String(id)}`;
    for (const action of nth > 6 ? ['submit'] : ['submit', 'approve', 'issue']) {
      const { body } = await site.node.ask('GET', `${path}?view=manage`);
      const ifMatch = { 'if-match': `"${String(body['revision'])}"` };
      await done(site, 'POST', `${path}/actions/${action}`, {}, ifMatch);
    }
  }
  await site.node.node.run('issue');
  await done(site, 'POST', records('split-rule'), {
    number: 'CF-A',
    name: '一万一张',
    sharing: 'global',
    limits: [{ invoiceType: '10xdp', netLimit: '10000' }],
  });
  await done(site, 'POST', records('processing-scheme'), {
    number: 'FA-A',
    name: '按限额拆分',
    sharing: 'global',
    condition: null,
    splitRule: { number: 'CF-A' },
  });
}

const site = await openSite({ demo: true });
try {
  await fill(site);
  for (const language of ['zh', 'en'] as const) {
    const home = await site.visit({ path: '/', language, size });
    await home.locator('gj-issuing-numbers .tiles').waitFor();
    await settled(home);
    await home.screenshot({ path: `docs/pictures/home.${language}.png` });
    const lab = await site.visit({ path: '/lab', language, size });
    await lab
      .getByRole('button', { name: { zh: '使用示例单据', en: 'Use a sample document' }[language] })
      .click();
    await lab.getByRole('menuitem', { name: { zh: '多种税率', en: 'Many rates' }[language] }).click();
    await lab.locator('gj-lab-flow .ribbon').first().waitFor();
    await settled(lab);
    await lab.screenshot({ path: `docs/pictures/lab.${language}.png` });
  }
} finally {
  await site.close();
}
