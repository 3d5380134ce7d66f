import { textIn } from '../../decisions/given.ts';
import { numberOf } from '../../decisions/rules.ts';
import { documentOf, object, oneOf } from '../../decisions/schema.ts';
import { decision } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import type { ChannelKind } from '../limit-length/limit-length.ts';
import { chooseDrawer, roles } from './choose-drawer.ts';
import { personsOfDevice } from './persons-of-device.ts';

interface DrawerInput {
  readonly application: Application;
  readonly document?: 'invoice-application' | 'pending-invoice' | 'red-confirmation';
  readonly channel?: ChannelKind;
}

export const drawerDecision = decision<DrawerInput>({
  name: 'choose-drawer',
  label: { zh: '确定开票人、收款人、复核人', en: 'Choose drawer, payee and reviewer' },
  summary: {
    zh: '按开票人设置确定；RPA 通道的开票人是账号对应的人',
    en: 'By the drawer rules; under RPA the person of the account draws',
  },
  input: object(
    {
      application: documentOf('invoice-application'),
      document: oneOf('invoice-application', 'pending-invoice', 'red-confirmation'),
      channel: oneOf('leqi', 'rpa', 'tax-control'),
    },
    ['application'],
  ),
  reads: { rules: ['drawer-rule'], records: ['tax-account', 'tax-device'] },
  async decide({ application, document = 'pending-invoice', channel = 'leqi' }, configuration, level) {
    const [rule] = await configuration.rules.hits('drawer-rule', application, {
      ask: { document },
      first: true,
    });
    const accounts = configuration.records('tax-account');
    const question = {
      channel,
      user: configuration.user,
      passed: Object.fromEntries(roles.map((role) => [role, textIn(application, role)])),
      device: personsOfDevice(application, configuration),
      personOf(account: string | null) {
        const number = account ?? numberOf(application.taxAccount);
        const found = accounts.find((one) => one.number === number);
        return found ? textIn(found, 'drawer') : null;
      },
    };
    return chooseDrawer(question, rule?.record ?? null, level);
  },
});
