import type { Label } from '../../../metadata/common/label.ts';
import type { LicenceAnswer } from './licence.ts';

/** The reasons why a licence is neither given nor taken; a server alone tells them, no page carries them. */
export const messages: Readonly<Record<NonNullable<LicenceAnswer['issue']>, Label>> = {
  'licence-blocked': {
    zh: '同一税号取消授权后 60 天内不允许重新授权，{from} 起可重新授权',
    en: 'A tax number cannot be authorised again within 60 days of a withdrawal; this one can from {from} on',
  },
  'licence-exhausted': {
    zh: '许可已全部授权（{used}/{total}），请先取消其他税号的授权或增加许可',
    en: 'All licences are in use ({used}/{total}); withdraw another one first, or add licences',
  },
  'licence-final': {
    zh: '发票云授权配置不允许取消授权：一旦授权无法撤回',
    en: 'Licences of this cloud authorisation cannot be withdrawn: an authorisation is final',
  },
  'licence-ungrouped': {
    zh: '当前组织无发票云特性分组许可；请检查目前组织是否为已授权的组织，购买后在【发票云授权配置】点【同步许可】',
    en: 'This organisation has no licence group of the invoice cloud; check that it is the licensed organisation, or buy licences and use “Synchronise licences” in the cloud authorisation',
  },
  'licence-withdrawn': {
    zh: '取消授权期间该税号无法开票或收票',
    en: 'While its licence is withdrawn the tax number can neither issue nor receive',
  },
};
