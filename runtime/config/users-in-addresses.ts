import type { Label } from '../../metadata/common/label.ts';
import { hasUser } from '../../metadata/common/user-in-address.ts';
import type { DomainSetting } from './domain-setting.ts';

/** Settings whose addresses name nobody, and where what somebody signs in with belongs instead. */
const belongs: Readonly<Record<string, Label>> = {
  GUIJU_URL: { zh: '用户在登录页登录', en: 'people sign in on the page' },
  GUIJU_HOSTS: {
    zh: '账号和密码填在使用这台主机的设置里',
    en: 'they belong to the settings that use the host',
  },
  GUIJU_MAP: { zh: '用户自己在地图上登录', en: 'people sign in on the map themselves' },
  GUIJU_MAP_ADDRESS: { zh: '用户自己在地图上登录', en: 'people sign in on the map themselves' },
  GUIJU_BACKUP: {
    zh: '密钥写在 GUIJU_BACKUP_KEY 和 GUIJU_BACKUP_SECRET',
    en: 'GUIJU_BACKUP_KEY and GUIJU_BACKUP_SECRET are for its key',
  },
  GUIJU_AUDIT_FORWARD: {
    zh: '令牌写在 GUIJU_AUDIT_FORWARD_TOKEN',
    en: 'GUIJU_AUDIT_FORWARD_TOKEN is for its token',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    zh: '密钥写在 OTEL_EXPORTER_OTLP_HEADERS',
    en: 'OTEL_EXPORTER_OTLP_HEADERS is for its key',
  },
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: {
    zh: '密钥写在 OTEL_EXPORTER_OTLP_HEADERS',
    en: 'OTEL_EXPORTER_OTLP_HEADERS is for its key',
  },
  GUIJU_REGISTRY: { zh: '令牌写在 GUIJU_REGISTRY_TOKEN', en: 'GUIJU_REGISTRY_TOKEN is for its token' },
};

/**
 * Takes users out of the addresses among the settings, so that nothing that is said of them shows a password; answers
 * which had one.
 */
export function withoutUsers(
  settings: Partial<Record<string, string>>,
  domains: readonly DomainSetting[],
): readonly { readonly setting: string; readonly instead: Label }[] {
  const own = domains.flatMap(({ name, signingIn }) => (signingIn ? [[name, signingIn] as const] : []));
  return [...Object.entries(belongs), ...own].flatMap(([setting, instead]) => {
    const parts = settings[setting]?.split(',') ?? [];
    if (!parts.some(hasUser)) return [];
    settings[setting] = parts
      .map((part) => (hasUser(part) ? part.replace(/[^/?#\\]*@/, '') : part))
      .join(',');
    return [{ setting, instead }];
  });
}
