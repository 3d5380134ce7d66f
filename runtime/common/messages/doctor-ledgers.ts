import type { Label } from '../../../metadata/common/label.ts';

/** The findings of `guiju doctor` about what domains count beside their records. */
export const ledgerMessages: Readonly<Record<string, Label>> = {
  'doctor-credit-wrong': {
    zh: '{count} 个额度合计与明细不符：{first}',
    en: '{count|credit total differs|credit totals differ} from the entries: {first}',
  },
  'doctor-quota-wrong': {
    zh: '{count} 个额度账户与流水不符：{first}',
    en: '{count|quota account differs|quota accounts differ} from the entries: {first}',
  },
  'doctor-quota-left': {
    zh: '{count} 笔预占额度的待开发票已不存在：{first}',
    en: '{count|reservation of quota is|reservations of quota are} for pending invoices that no longer exist: {first}',
  },
};
