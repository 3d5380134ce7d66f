import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'metadata/packages/invoicing');

/** Parameters that no code reads yet, with the document that would change by each. */
const unread: Readonly<Record<string, string>> = {
  'ArBillPushLimit/ArBillPushLimit':
    'no door takes many receivables at once yet; it would be refused with a sentence',
  dim_pdf_template_config: 'the face has one template yet; the second has a wide column of specifications',
  'invoicefile_config/download2local': 'files of RPA are not fetched yet',
  'sim_bill_push/auto_merge_1_allow_push': 'pushes beside automatic issuing are always taken yet',
  'sim_config/sim_wait_edit_enable': 'pending invoices cannot be edited yet',
  sim_invoice_list_config: 'lists of 004 and 007 go by the split rule alone yet',
  'sim_not_approval_required/sim_red_confirm_bill': 'confirmations start as their form says yet',
  'sim_not_approval_required/sim_red_info': 'there is no information table yet',
  sim_red_info_tax_edit: 'there is no information table yet',
  sim_redinfo_deal_bill: 'there is no information table yet',
  'system/lqSummaryConfirmationDay': 'the monthly quota has no ledger yet',
  'system/pushChecksUserRights': 'pushes go by the right of the token alone yet',
  'system/showBuyerAddress': 'remarks do not print it yet',
  'system/showBuyerBank': 'remarks do not print it yet',
  'system/showSellerAddress': 'remarks do not print it yet',
  'system/showSellerBank': 'remarks do not print it yet',
  'system/syncTaxAccounts': 'accounts are typed by hand yet',
};
/** Parameters that are read, while no test walks from them to a document, file, mail, callback or page. */
const unwalked: Readonly<Record<string, string>> = {
  elePaperInvoice: 'tried by the decision alone',
  'push_sms_config/red_push_sms': 'no test asks for the mail of a red invoice',
  'sim_default_rule_map/imc_split_by_amount': 'its spelling is tried alone',
  'sim_default_rule_map/imc_split_by_detail': 'its spelling is tried alone',
  'sim_default_rule_map/imc_split_by_invoice_quantity': 'its spelling is tried alone',
  'sim_not_approval_required/sim_invoice_wait': 'no test makes a pending invoice by hand',
  'sim_writeback_config/redpush_no_writeback_source': 'no test reverses for such a system',
  'system/redConfirmationTaxTolerance': 'tried by the decision alone',
};

interface Definition {
  readonly type: string;
  readonly params: readonly { readonly key?: string; readonly dimension?: string }[];
}

const isTest = (path: string) => /\.(test|suite)\.ts$/.test(path);
/** They try the spelling and the inheritance of parameters, whatever these mean. */
const ofSpelling = /^(runtime\/(http\/params|model|server|params)|rules\/params|e2e\/(param|change|table))/;
const paths = ['rules', 'runtime', 'ui', 'e2e'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(room, path)),
);
const text = (some: readonly string[]) =>
  some.map((path) => readFileSync(join(root, path), 'utf8')).join('\n');
const panels = readdirSync(join(folder, 'forms'))
  .flatMap((file) => {
    const said = readFileSync(join(folder, 'forms', file), 'utf8');
    return said.match(/"opt(?:In|Out)": \[[^\]]*\]/g) ?? [];
  })
  .join('\n');
const code = text(paths.filter((path) => !isTest(path)));
const walks = text(paths.filter((path) => isTest(path) && !ofSpelling.test(path)));

const parameters = readdirSync(join(folder, 'params')).flatMap((file) => {
  const { type, params } = JSON.parse(readFileSync(join(folder, 'params', file), 'utf8')) as Definition;
  return params.map(({ key }) => ({ type, key: key ?? null }));
});

const nameOf = ({ type, key }: (typeof parameters)[number]) => (key === null ? type : `${type}/${key}`);

function isNamed({ type, key }: (typeof parameters)[number], where: string): boolean {
  if (key === null) return new RegExp(`['"\`/]${type}['"\`/]`).test(where);
  if ([`${type}/${key}`, `'${type}', '${key}'`].some((one) => where.includes(one))) return true;
  // Keys of system parameters are words that fields have, too.
  return type !== 'system' && where.includes(`'${type}'`) && where.includes(`'${key}'`);
}

it('every parameter is read by code, but for those named here', () => {
  const found = parameters.filter((one) => !isNamed(one, code) && !isNamed(one, panels)).map(nameOf);
  expect(found.sort()).toEqual(Object.keys(unread).sort());
});

it('every parameter that is read is walked by a test to what changes by it, but for those named here', () => {
  const found = parameters.filter((one) => !isNamed(one, walks)).map(nameOf);
  expect(found.filter((one) => !Object.hasOwn(unread, one)).sort()).toEqual(Object.keys(unwalked).sort());
});
