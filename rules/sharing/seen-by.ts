import type { Label } from '../../metadata/common/label.ts';
import { strategies } from './index.ts';

interface Seen {
  readonly kind: string;
  /** None: no organisation controls its records. */
  readonly sharing?: { readonly default: string } | null | undefined;
}

/** By whom a record of a form is seen, as long as nobody says otherwise of it. */
export function seenBy({ kind, sharing }: Seen): Label {
  const known = strategies.find(({ name }) => name === sharing?.default);
  if (known) return known.seen;
  return kind === 'setting'
    ? { zh: '每个组织有自己的一份。', en: 'Each organisation has its own.' }
    : { zh: '所有组织都能看到其中的数据。', en: 'Every organisation sees its records.' };
}
