import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { textOf } from '../../../metadata/common/read.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { Model } from '../../../metadata/model.ts';
import type { Installed } from '../../model/packages/package-store.ts';

type Files = ReadonlyMap<string, Json>;

/** Names that are told; of more, their number. */
const mostNamed = 3;

/**
 * The name of the job that tries packages on a copy: of one’s own layer alone somebody publishes forms, of others he
 * installs them.
 */
export function rehearsalName(
  packages: readonly Installed[],
  before: readonly Installed[],
  former: Model,
  model: Model,
): Label {
  const others = packages.filter(({ name }) => name !== localPackage);
  if (others.length > 0) {
    const names = others.map(({ name, version }) => {
      const text = `${name} ${version}`;
      return { zh: text, en: text };
    });
    return named({ zh: '检查安装', en: 'Check of an installation' }, names);
  }
  // A form that refers to one that is changed is compiled otherwise, too: that is not what somebody changed.
  const said = formsSaidOtherwise(
    before.find(({ name }) => name === localPackage)?.files,
    packages.find(({ name }) => name === localPackage)?.files,
  );
  const changed = [...model.formsById.values()].filter(
    ({ id, name, hash }) => former.formsById.get(id)?.hash !== hash && (said.has(id) || said.has(name)),
  );
  return named(
    { zh: '检查发布', en: 'Check before publishing' },
    changed.map(({ label }) => label),
  );
}

/** The ids and names of forms of which two states of a layer say something else. */
function formsSaidOtherwise(was: Files = new Map(), is: Files = new Map()): ReadonlySet<string> {
  const paths = [...new Set([...was.keys(), ...is.keys()])].filter((path) =>
    /^(forms|extensions)\//.test(path),
  );
  const changed = paths.filter((path) => !sameData(was.get(path) ?? null, is.get(path) ?? null));
  const names = changed.flatMap((path) =>
    [was.get(path), is.get(path)].flatMap((content) =>
      isObject(content) ? ['extends', 'id', 'name'].map((member) => textOf(content[member])) : [],
    ),
  );
  return new Set(names.filter((name) => name !== null));
}

function named(what: Label, names: readonly Label[]): Label {
  if (names.length === 0) return what;
  const first = names.slice(0, mostNamed);
  const rest = names.length - first.length;
  const zh = `${first.map((one) => one.zh).join('、')}${rest > 0 ? ` 等 ${names.length} 个` : ''}`;
  const en = `${first.map((one) => one.en).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  return { zh: `${what.zh}：${zh}`, en: `${what.en}: ${en}` };
}
