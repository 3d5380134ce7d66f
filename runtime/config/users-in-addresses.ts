import type { Label } from '../../metadata/common/label.ts';
import { hasUser } from '../../metadata/common/user-in-address.ts';

/** Settings whose addresses name nobody, and where what somebody signs in with belongs instead. */
const belongs: Readonly<Record<string, Label>> = {
  GUIJU_URL: { zh: '用户在登录页登录', en: 'people sign in on the page' },
  GUIJU_SMS: { zh: '令牌写在 GUIJU_SMS_TOKEN', en: 'GUIJU_SMS_TOKEN is for its token' },
  GUIJU_CUSTOMS: {
    zh: '应用 ID 和 secret 填在报关设置里',
    en: 'app ID and secret are said in the customs settings',
  },
  GUIJU_CUSTOMS_TEST: {
    zh: '应用 ID 和 secret 填在报关设置里',
    en: 'app ID and secret are said in the customs settings',
  },
  GUIJU_HOSTS: {
    zh: '账号和密码填在使用这台主机的设置里',
    en: 'they belong to the settings that use the host',
  },
  GUIJU_REGISTRY: { zh: '令牌写在 GUIJU_REGISTRY_TOKEN', en: 'GUIJU_REGISTRY_TOKEN is for its token' },
};

/** Takes users out of the addresses among the settings, so that nothing that is said of them shows a password; answers which had one. */
export function withoutUsers(
  settings: Partial<Record<string, string>>,
): readonly { readonly setting: string; readonly instead: Label }[] {
  return Object.entries(belongs).flatMap(([setting, instead]) => {
    const parts = settings[setting]?.split(',') ?? [];
    if (!parts.some(hasUser)) return [];
    settings[setting] = parts
      .map((part) => (hasUser(part) ? part.replace(/[^/?#\\]*@/, '') : part))
      .join(',');
    return [{ setting, instead }];
  });
}
