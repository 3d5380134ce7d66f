import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import { signatureOf } from '../../access/egress/signature.ts';
import { platformRights } from '../../call/system-call.ts';
import { Refusal, refusal } from '../../common/refusal.ts';
import type { DoingAlone } from '../../storage/store/act/acting.ts';
import { derivedId } from '../../storage/store/record/derived-id.ts';
import { secretOf } from '../../storage/store/record/secret-of.ts';
import type { Written } from '../../storage/store/record/store.ts';
import { knownForm } from '../forms/forms.ts';
import { inBoth } from '../issuing/failures/failure.ts';
import { askService } from './common/ask-service.ts';
import { noteAnswer } from './common/note-answer.ts';
import { declarationFlaws } from './declaration-flaws.ts';
import { readIsvKeys } from './isv-keys.ts';
import { type CustomsParts, customsAddress, customsCodes, usualPatience } from './verify-customs.ts';

const withoutKeys = refusal('customs-without-isv-keys', 422);
const notFetched = refusal('customs-not-fetched', 503);

/** What a declaration may say of its application. */
const said = [
  ...['buyerName', 'buyerTaxNo', 'buyerKind', 'buyerAddress', 'buyerPhone', 'buyerEmail', 'invoiceType'],
  ...['taxIncluded', 'billDate', 'remark', 'lines'],
];

/**
 * Asks the customs interface for the declarations of a tax number since the last time, signed by the secret and by the
 * keys of the vendor, and makes an application of each, once; those that are refused are named.
 */
export async function fetchDeclarations(parts: CustomsParts, asked: DoingAlone): Promise<Written> {
  const { call, form, record } = asked;
  const { environment, taxNo = null, organisation = null }: Wire<'customs-init'> = record;
  const applications = knownForm(call, 'invoice-application');
  const url = new URL('declarations', customsAddress(parts, environment)).href;
  const declarations = await declarationsOf(parts, asked, url);
  const org = organisation?.id ?? call.org;
  const refused: { readonly number: string; readonly problem: JsonObject }[] = [];
  let made = 0;
  for (const one of applications ? declarations : []) {
    const number = String(one['number'] ?? '');
    const body = {
      ...Object.fromEntries(said.flatMap((member) => (member in one ? [[member, one[member] ?? null]] : []))),
      organisation: { id: org },
      sellerTaxNo: taxNo,
      dataSource: 'customs',
      sourceBill: 'customs',
      businessNumber: number,
    };
    const id = derivedId(`customs ${org} ${String(environment)} ${number}`);
    try {
      await parts.store.atOnce(call, async (transaction) => {
        if (applications && !(await transaction.find(applications, id))) {
          await transaction.createAs(applications, id, body);
          made += 1;
        }
        return {};
      });
    } catch (error) {
      if (!(error instanceof Refusal && applications)) throw error;
      refused.push({ number, problem: { ...declarationFlaws(applications, error) } });
    }
  }
  const platform = { ...call, rights: platformRights };
  // What was refused is asked for again.
  const values = { ...(refused.length === 0 ? { fetchedAt: call.now.instant } : {}), fetchedCount: made };
  const written = await parts.store.patch(platform, form, record.id, values, record.revision);
  const warnings = refused.map(({ number, problem }) => ({
    path: '/fetchedCount',
    code: 'customs-declaration-refused',
    params: { number, problem },
    severity: 'warning' as const,
  }));
  return { ...written, warnings: [...written.warnings, ...warnings] };
}

async function declarationsOf(
  parts: CustomsParts,
  { call, form, record }: DoingAlone,
  url: string,
): Promise<readonly JsonObject[]> {
  const secret = (field: string) => secretOf(parts, call, { form: form.id, field, id: record.id });
  const { appId = null, taxNo = null, isvPublicKey, fetchedAt = null } = record;
  const keys = readIsvKeys(String(isvPublicKey ?? ''), (await secret('isvPrivateKey')) ?? '');
  if (!keys) throw withoutKeys();
  const second = Math.floor(parts.clock() / 1_000);
  const body = JSON.stringify({ appId, taxNo, since: fetchedAt });
  const answered = await askService(parts.egress, {
    url,
    body,
    patience: parts.customs.patience ?? usualPatience,
    codes: customsCodes,
    headers: {
      'guiju-signature': signatureOf((await secret('secret')) ?? '', second, body),
      'guiju-isv-key': keys.id,
      'guiju-isv-signature': keys.sign(`${second}.${body}`),
    },
  });
  const declarations = 'answer' in answered ? rowsOf(answered.answer) : null;
  if (declarations) return declarations;
  const failure = 'failure' in answered ? answered.failure : { code: customsCodes.answered };
  await noteAnswer(parts.audit, { form: form.id, record, failure });
  throw notFetched({ why: inBoth([{ code: failure.code, params: failure.params ?? {} }]) });
}

/** Null: it is no list of declarations, each with its number. */
function rowsOf(answer: Json): readonly JsonObject[] | null {
  const rows = isObject(answer) ? answer['declarations'] : null;
  if (!Array.isArray(rows)) return null;
  const known = rows.filter(isObject);
  return known.length === rows.length &&
    known.every(({ number }) => typeof number === 'string' && number !== '')
    ? known
    : null;
}
