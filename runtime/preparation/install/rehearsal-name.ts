import type { Label } from '../../../metadata/common/label.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { Model } from '../../../metadata/model.ts';
import type { Installed } from '../../model/packages/package-store.ts';

/** Names that are told; of more, their number. */
const mostNamed = 3;

/**
 * The name of the job that tries packages on a copy: of one’s own layer alone somebody publishes forms, of others he
 * installs them.
 */
export function rehearsalName(packages: readonly Installed[], former: Model, model: Model): Label {
  const others = packages.filter(({ name }) => name !== localPackage);
  if (others.length > 0) {
    const names = others.map(({ name, version }) => {
      const text = `${name} ${version}`;
      return { zh: text, en: text };
    });
    return named({ zh: '检查安装', en: 'Check of an installation' }, names);
  }
  const changed = [...model.formsById.values()].filter(
    ({ id, hash }) => former.formsById.get(id)?.hash !== hash,
  );
  return named(
    { zh: '检查发布', en: 'Check before publishing' },
    changed.map(({ label }) => label),
  );
}

function named(what: Label, names: readonly Label[]): Label {
  if (names.length === 0) return what;
  const first = names.slice(0, mostNamed);
  const rest = names.length - first.length;
  const zh = `${first.map((one) => one.zh).join('、')}${rest > 0 ? ` 等 ${names.length} 个` : ''}`;
  const en = `${first.map((one) => one.en).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  return { zh: `${what.zh}：${zh}`, en: `${what.en}: ${en}` };
}
