import { describe, expect, it } from 'vitest';
import type { Json } from '../../../metadata/common/json.ts';
import type { Param } from '../../../metadata/kinds/common/param-value.ts';
import { readRaw, writeRaw } from '../../../rules/params/raw.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { buildModel } from '../publish/build-model.ts';
import { installedFrom } from '../publish/publisher.ts';
import { readPackageFolder, standardPackageFolders } from './read-folder.ts';

const built = await buildModel(
  standardPackageFolders().map((folder) => installedFrom(readPackageFolder(folder).files)),
  standardEdition('1.0.0'),
);
const all = [...(built.model?.params.values() ?? [])].flatMap(({ type, params }) =>
  params.map((param) => ({ name: `${type}/${param.key ?? param.dimension}`, param })),
);
const taxNo = '91440300708461136T';

/** As the source documents spell them: raw text and meaning; null stands for what unset means. */
type Spelling = readonly [name: string, ...spellings: (readonly [raw: string, value: Json])[]];
const yes = (raw: string): readonly [string, Json] => [raw, true];
const no = (raw: string): readonly [string, Json] => [raw, false];
const list = (name: string): Spelling => [
  name,
  ['businessNumber,buyerName', ['businessNumber', 'buyerName']],
];
const status = (key: string): Spelling => [`sim_not_approval_required/${key}`, ['A', 'A'], ['D', 'D']];
const shown = (key: string): Spelling => [`system/${key}`, yes('true'), no('false')];

const spellings: readonly Spelling[] = [
  list('bdm_merge_bill/bdm_merge_bill_head_field'),
  ['bdm_merge_bill/bdm_merge_bill_detail_field', ['itemName,rate', ['itemName', 'rate']]],
  ['sim_redinfo_deal_bill/tax-number', ['1', 'information-table'], ['2', 'negative-document']],
  ['sim_red_info_tax_edit/tax-number', yes(taxNo), no('1')],
  ['sim_batch_invoice_config/sync_issue_limit', ['10', 10]],
  ['sim_originalbill_config/submit_limit_count', ['100', 100]],
  ['sim_writeback_config/cancel_no_writeback_source', ['testsystem,unittest', ['testsystem', 'unittest']]],
  ['sim_writeback_config/redpush_no_writeback_source', ['Kingdee_Excel', ['Kingdee_Excel']]],
  ['bdm_filter_field_config/remark_filter', ['billno,goodsname', ['billno', 'goodsname']]],
  ['sim_invoice_list_config/tax-number', yes('1'), no('0')],
  ['dim_pdf_template_config/tax-number+machine', ['2', 'second'], ['3', 'first']],
  ['sim_discount_row_check/sim_discount_row_check', yes('1'), no('0')],
  ['ArBillPushPresent/ArBillPushPresent', yes('1'), no('2')],
  ['sim_botp_config/enforce_goods_match', yes('1'), no('0'), yes('')],
  ['sim_botp_config/sim_ar_push_recal', yes('0'), no('1')],
  list('bdm_invoice_type_manage/bdm_invoice_type_manage_field'),
  list('filter_config/ext_fields'),
  list('filter_config/ext_title_fields'),
  ['sim_invoice_discount_rate/discount_rate', ['0.5', '0.5'], ['0', '0'], ['1.01', '1'], ['-1', '1']],
  ['ArBillPushLimit/ArBillPushLimit', ['1000', 1000]],
  ['push_sms_config/red_push_sms', yes('1'), no('0')],
  list('bdm_auto_issue/extField'),
  status('sim_original_bill'),
  status('sim_invoice_wait'),
  status('sim_invoice_valid_list'),
  status('sim_red_info'),
  [...status('sim_red_confirm_bill'), ['{"1":"A","2":"D"}', { 1: 'A', 2: 'D' }]],
  ['sim_config/sim_system_source_callback_type', ['0', 'issue'], ['1', 'pdf'], ['2', 'invoice-then-pdf']],
  ['sim_config/sim_callback_request_timeout', ['1200', 1200]],
  [
    'sim_config/sim_wait_edit_enable',
    ['91500023233333,91500023233334', ['91500023233333', '91500023233334']],
  ],
  ['invoicefile_config/not_upload_s3', yes('notUploadS3'), no('no')],
  ['invoicefile_config/download2local', yes('1'), no('0')],
  [
    'invoicefile_config/file',
    ['pdf', ['pdf']],
    ['ofd,xml', ['ofd', 'xml']],
    ['xml,ofd,pdf', ['pdf', 'ofd', 'xml']],
  ],
  ['sim_error_callback/sim_error_callback', no('0'), yes('1'), yes('x')],
  ['sim_default_rule_map/imc_split_by_amount', ['按金额拆分', '按金额拆分']],
  ['sim_default_rule_map/imc_split_by_invoice_quantity', ['自定义张数拆分', '自定义张数拆分']],
  ['sim_default_rule_map/imc_split_by_detail', ['按明细开票', '按明细开票']],
  ['sim_bill_push/auto_merge_1_allow_push', yes('1'), no('0')],
  ['sim_bill_save_check_amount/tax-number', yes('任意值'), yes('0')],
  ['sim_bill_save_check_tax/tax-number', yes('1'), no('0'), no('')],
  ['elePaperInvoice/tax-number', yes('1'), no('0')],
  ['all_ele_mock_invoice/tax-number', yes('on'), yes('0')],
  ['debugOpenInvoice/debugOpenInvoice', yes('debugOpenInvoice'), no('prod')],
  ['hw_config/commit_mq', yes('commit_mq'), no('1')],
  shown('pushChecksUserRights'),
  ['system/redConfirmationTaxTolerance', ['0.05', '0.05']],
  shown('showSellerBank'),
  shown('showBuyerBank'),
  shown('showSellerAddress'),
  shown('showBuyerAddress'),
  ['system/smsQuietHours', ['22:00:00~08:00:00', '22:00:00~08:00:00']],
  ['system/lqFirstDownloadShare', ['80%', '0.8'], ['0.8', '0.8']],
  ['system/lqSummaryConfirmationDay', ['2', 2]],
  shown('syncTaxAccounts'),
  ['system/mailAttachmentLimit', ['10', 10]],
];

describe('the parameters', () => {
  it('are 44 of the source and 11 of the system, each spelt here', () => {
    expect(built.issues).toEqual([]);
    expect(all.filter(({ name }) => name.startsWith('system/'))).toHaveLength(11);
    expect(all.filter(({ name }) => !name.startsWith('system/'))).toHaveLength(44);
    expect(spellings.map(([name]) => name).sort()).toEqual(all.map(({ name }) => name).sort());
  });

  it('have a help, and a word for not being set', () => {
    for (const { name, param } of all) {
      const said = [param.label, param.help, param.unset.label].flatMap((one) => [one?.zh, one?.en]);
      expect([name, said.every((text) => typeof text === 'string' && text !== '')]).toEqual([name, true]);
    }
  });

  it('have units that are words of the reader, or the same to everybody', () => {
    const units = all.flatMap(({ name, param: { unit } }) => (unit === undefined ? [] : [[name, unit]]));
    expect(Object.fromEntries(units)).toEqual({
      'ArBillPushLimit/ArBillPushLimit': { zh: '张', en: 'receivables' },
      'sim_batch_invoice_config/sync_issue_limit': { zh: '张', en: 'invoices' },
      'sim_config/sim_callback_request_timeout': { zh: '秒', en: 'seconds' },
      'sim_originalbill_config/submit_limit_count': { zh: '张', en: 'applications' },
      'system/lqSummaryConfirmationDay': { zh: '号', en: 'of the month' },
      'system/mailAttachmentLimit': 'MB',
      'system/redConfirmationTaxTolerance': { zh: '元', en: 'yuan' },
    });
  });

  it('mean by being unset what the source says', () => {
    const meaning = all.flatMap(({ name, param: { unset, field } }) => {
      // A switch that is off and a list that is empty go without saying.
      const isPlain = unset.value === false || (Array.isArray(unset.value) && unset.value.length === 0);
      return isPlain ? [] : [[name, unset.value === undefined ? `no ${field.kind.name}` : unset.value]];
    });
    const draft = ['sim_original_bill', 'sim_invoice_wait', 'sim_invoice_valid_list', 'sim_red_info'];
    expect(Object.fromEntries(meaning)).toEqual({
      ...Object.fromEntries(
        [...draft, 'sim_red_confirm_bill'].map((key) => [`sim_not_approval_required/${key}`, 'A']),
      ),
      'sim_redinfo_deal_bill/tax-number': 'information-table',
      'sim_batch_invoice_config/sync_issue_limit': 10,
      'sim_originalbill_config/submit_limit_count': 100,
      'dim_pdf_template_config/tax-number+machine': 'first',
      'sim_botp_config/enforce_goods_match': true,
      'sim_botp_config/sim_ar_push_recal': true,
      'sim_invoice_discount_rate/discount_rate': '1',
      'ArBillPushLimit/ArBillPushLimit': 1000,
      'sim_config/sim_system_source_callback_type': 'issue',
      'sim_config/sim_callback_request_timeout': 1200,
      'sim_error_callback/sim_error_callback': true,
      'sim_default_rule_map/imc_split_by_amount': 'no text',
      'sim_default_rule_map/imc_split_by_invoice_quantity': 'no text',
      'sim_default_rule_map/imc_split_by_detail': 'no text',
      'system/redConfirmationTaxTolerance': 'no money',
      'system/smsQuietHours': 'no time-range',
      'system/lqFirstDownloadShare': '0.8',
      'system/lqSummaryConfirmationDay': 2,
      'system/mailAttachmentLimit': 10,
    });
  });

  it('that turn a check off or change the environment are dangerous', () => {
    expect(
      all
        .filter(({ param }) => param.danger)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      'all_ele_mock_invoice/tax-number',
      'debugOpenInvoice/debugOpenInvoice',
      'sim_bill_save_check_amount/tax-number',
      'sim_bill_save_check_tax/tax-number',
      'sim_botp_config/enforce_goods_match',
      'sim_botp_config/sim_ar_push_recal',
      'sim_discount_row_check/sim_discount_row_check',
    ]);
  });

  it('say since when where the source does', () => {
    const since = all.flatMap(({ name, param }) => (param.since ? [[name, param.since]] : []));
    expect(Object.fromEntries(since)).toEqual({
      'bdm_invoice_type_manage/bdm_invoice_type_manage_field': '5.0.025',
      'filter_config/ext_fields': '5.0.025',
      'filter_config/ext_title_fields': '6.0.17',
      'sim_botp_config/sim_ar_push_recal': '5.0.018',
    });
  });

  it('of the workbench have the three texts of the source from the start', () => {
    const texts = all.flatMap(({ param }) => (param.preset === undefined ? [] : [param.preset]));
    expect(texts).toEqual(['按金额拆分', '自定义张数拆分', '按明细开票']);
  });

  it.each(spellings.flatMap(([name, ...cases]) => cases.map(([raw, value]) => [name, raw, value] as const)))(
    '%s reads %s',
    (name, raw, value) => {
      const param = paramOf(name);
      expect(readRaw(raw, param, taxNo)).toEqual({ ok: true, value });
      const back = writeRaw(value, param, taxNo);
      if (back === null) expect(value).toBe(false);
      else expect(readRaw(back, param, taxNo)).toEqual({ ok: true, value });
    },
  );

  it.each([
    ['sim_batch_invoice_config/sync_issue_limit', '0'],
    ['sim_redinfo_deal_bill/tax-number', '3'],
    ['sim_not_approval_required/sim_original_bill', 'B'],
    ['sim_not_approval_required/sim_red_confirm_bill', '{"3":"A"}'],
    ['invoicefile_config/file', 'pdf,doc'],
    ['sim_bill_save_check_tax/tax-number', 'yes'],
    ['system/lqFirstDownloadShare', '120%'],
    ['system/lqSummaryConfirmationDay', '32'],
  ])('%s refuses %s', (name, raw) => {
    expect(readRaw(raw, paramOf(name), taxNo).ok).toBe(false);
  });
});

function paramOf(name: string): Param {
  const found = all.find((one) => one.name === name);
  if (!found) throw new Error(`no parameter ${name}`);
  return found.param;
}
