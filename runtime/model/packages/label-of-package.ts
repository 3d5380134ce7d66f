import { isObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { labelOf } from '../../../metadata/common/read.ts';
import type { Installed } from './package-store.ts';

/** What people call a package; its name, where it says nothing. */
export function labelOfPackage({ name, files }: Pick<Installed, 'name' | 'files'>): Label {
  const manifest = files.get('package.json');
  const guiju = isObject(manifest) ? manifest['guiju'] : null;
  return (isObject(guiju) ? labelOf(guiju['label']) : null) ?? { zh: name, en: name };
}
