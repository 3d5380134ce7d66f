import { textIn } from '../../decisions/given.ts';
import { numberOf } from '../../decisions/rules.ts';
import { documentOf, object, oneOf } from '../../decisions/schema.ts';
import { accountsOf, businessForms, businessOf, devicesOf } from '../business/business-of.ts';
import { channelKind, issuersFor, ofSeller } from '../choose-channel/choose-channel.ts';
import { decision } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import type { ChannelKind } from '../limit-length/limit-length.ts';
import { authorOf } from './author-of.ts';
import { chooseDrawer, roles } from './choose-drawer.ts';
import { personsOfDevice } from './persons-of-device.ts';

interface DrawerInput {
  readonly application: Application;
  readonly document?: 'invoice-application' | 'pending-invoice' | 'red-confirmation';
  /** Default: the kind by which the document would be issued as things stand, else 乐企. */
  readonly channel?: ChannelKind;
}

export const drawerDecision = decision<DrawerInput>({
  name: 'choose-drawer',
  label: { zh: '确定开票人、收款人、复核人', en: 'Choose drawer, payee and reviewer' },
  summary: {
    zh: '按开票人设置确定；没有匹配的规则时保持原值，乐企通道取当前登录人；RPA 通道的开票人是账号对应的人',
    en: 'By the drawer rules; if none matches, the document keeps its own. Under Leqi the drawer is whoever is signed in, under RPA the person of the account',
  },
  input: object(
    {
      application: documentOf('invoice-application'),
      document: oneOf('invoice-application', 'pending-invoice', 'red-confirmation'),
      channel: oneOf('leqi', 'rpa', 'tax-control'),
    },
    ['application'],
  ),
  reads: { rules: ['drawer-rule'], records: businessForms },
  async decide({ application, document = 'pending-invoice', channel }, configuration, level) {
    const [rule] = await configuration.rules.hits('drawer-rule', application, {
      ask: { document },
      first: true,
    });
    const control = businessOf(application, configuration)?.control ?? null;
    const accounts = accountsOf(configuration);
    const issuers = issuersFor(application, accounts, devicesOf(configuration));
    const kind = channel ?? channelKind(application, { control, accounts: issuers });
    // Where nobody knows yet what will issue an application, its pending invoices ask who is signed in then.
    const isForUser = rule !== undefined || document !== 'invoice-application' || kind === 'leqi';
    const question = {
      channel: kind ?? 'leqi',
      user: isForUser ? configuration.user : null,
      author: authorOf(application),
      passed: Object.fromEntries(roles.map((role) => [role, textIn(application, role)])),
      device: personsOfDevice(application, configuration),
      personOf(account: string | null) {
        const number = account ?? numberOf(application.taxAccount);
        return ofSeller(application, accounts).find((one) => one.number === number)?.drawer ?? null;
      },
    };
    const chosen = chooseDrawer(question, rule?.record ?? null, level);
    const name = rule ? textIn(rule.record, 'name') || textIn(rule.record, 'number') : null;
    return { ...chosen, result: { ...chosen.result, rule: name } };
  },
});
