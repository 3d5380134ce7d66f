import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Call } from '../../call/call.ts';
import { underLease } from '../../database/lease.ts';
import { knownForm } from '../forms/forms.ts';
import { asPlatform, documentForms } from './documents/document-forms.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';

const done = 'sellers-authorised';

/**
 * Once for a database: tax numbers that have issued before a licence was asked for are authorised, all together from a
 * cloud authorisation of their own, so that no count of others moves. What was withdrawn stays withdrawn. The log says
 * which; the records and the trail say so of each. False: the installed packages have no licences yet.
 */
export async function authoriseFormer(parts: IssuingParts): Promise<boolean> {
  const { database, node, log } = parts;
  const isDone = () => database.first('SELECT at FROM gj_done WHERE name = ?', [done]);
  const call: Call = asPlatform(parts.systemCall());
  if (!documentForms(call) || !knownForm(call, 'licence') || !knownForm(call, 'cloud-authorisation'))
    return false;
  if (await isDone()) return true;
  await underLease(database, { work: 'issue', piece: done, node }, async ({ fence }) => {
    if (await isDone()) return;
    const taxNos = await authorised(parts, { ...call, fence });
    if (taxNos.length > 0)
      log.warn(
        { taxNos },
        'tax numbers that have issued already were given their licence: look at them under licences',
      );
  });
  return true;
}

interface Seller {
  readonly taxNo: string;
  readonly org: string;
  /** Its licence, where it has one that was never given. */
  readonly licence: string | null;
}

async function authorised({ store, database, now }: IssuingParts, call: Call): Promise<readonly string[]> {
  const licences = knownForm(call, 'licence');
  const clouds = knownForm(call, 'cloud-authorisation');
  if (!licences || !clouds) return [];
  const sellers = await sellersWithout(store, call);
  await store.atOnce<JsonObject>(call, async (transaction) => {
    const at = Date.parse(now(call.org).instant);
    await transaction.tx.run(database.dialect.upsert('gj_done', ['name', 'at'], ['name'], ['at']), [
      done,
      at,
    ]);
    if (sellers.length === 0) return {};
    const cloud = await transaction.create(clouds, {
      name: '升级前已开票的税号',
      clientId: done,
      tenant: done,
      issuingTotal: sellers.length,
      receivingTotal: 0,
    });
    await transaction.change(clouds, cloud, { issuingUsed: sellers.length }, 'authorise');
    for (const { taxNo, org, licence } of sellers) {
      const given = licence
        ? await transaction.read(licences, licence)
        : await transaction.create(licences, {
            service: 'issuing',
            organisation: { id: org },
            taxNo,
            authorisation: { id: cloud.id },
            remark: '升级前已开票，由系统授权 · Has issued before the upgrade; authorised by the platform',
          });
      const values = { status: 'authorised', authorisedOn: call.now.localDate, authorisation: cloud.id };
      await transaction.change(licences, given, values, 'authorise');
    }
    return {};
  });
  return sellers.map(({ taxNo }) => taxNo);
}

/** Those that have issued, and whose licence was neither given nor withdrawn. */
async function sellersWithout(store: IssuingParts['store'], call: Call): Promise<readonly Seller[]> {
  const { invoice } = documentForms(call) ?? {};
  const licences = knownForm(call, 'licence');
  if (!invoice || !licences) return [];
  const sellers: Seller[] = [];
  for (const { values } of await store.tally(call, invoice, { by: ['sellerTaxNo'] })) {
    const [taxNo] = values;
    if (typeof taxNo !== 'string' || taxNo === '') continue;
    const mine = { fact: 'sellerTaxNo', operator: 'equal', value: taxNo } as const;
    const service = { fact: 'service', operator: 'equal', value: 'issuing' } as const;
    const own = { fact: 'taxNo', operator: 'equal', value: taxNo } as const;
    const [known, one] = await Promise.all([
      store.list(call, licences, {
        view: 'manage',
        filter: { all: [service, own] },
        fields: ['status'],
        limit: 1,
      }),
      store.list(call, invoice, { view: 'manage', filter: mine, fields: ['org'], limit: 1 }),
    ]);
    const [licence] = known.items;
    if (licence && licence.status !== 'none') continue;
    const org = one.items[0]?.org?.id ?? call.served.orgs.root;
    sellers.push({ taxNo, org, licence: licence?.id ?? null });
  }
  return sellers;
}
