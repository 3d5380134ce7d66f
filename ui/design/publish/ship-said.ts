import { msg } from '@lit/localize';
import type { Label } from '../../../metadata/common/label.ts';
import { ApiProblem } from '../../session/api.ts';

/** The name and version of a package that is made here, as they were typed. */
export interface ShipSaid {
  /** Name of the package that gets a new version; empty: it is a new one. */
  readonly onto: string;
  readonly label: Label;
  readonly name: string;
  readonly prefix: string;
  readonly version: string;
  readonly notes: string;
}

export const unsaid: ShipSaid = {
  onto: '',
  label: { zh: '', en: '' },
  name: '',
  prefix: '',
  version: '1.0.0',
  notes: '',
};

/** A sentence for each box of the page whose content cannot stay. */
export type ShipFlaws = Readonly<Partial<Record<'label' | 'name' | 'prefix' | 'version' | 'places', string>>>;

/** Finds the boxes that must be filled before a plan can be asked for. */
export function shipMissing({ label, name, prefix, version }: ShipSaid, chosen: number): ShipFlaws {
  const empty = (text: string) => text.trim() === '';
  const please = msg('请填写这一项', { id: 'please-fill' });
  return {
    ...(empty(label.zh) && empty(label.en) && { label: msg('请填写包的名称。', { id: 'ship-unnamed' }) }),
    ...(empty(name) && { name: please }),
    ...(empty(prefix) && { prefix: please }),
    ...(empty(version) && { version: please }),
    ...(chosen === 0 && { places: msg('请至少选一项。', { id: 'ship-none-chosen' }) }),
  };
}

/** Keeps the flaws of those boxes that were not changed since. */
export function stillWrong(flaws: ShipFlaws, before: ShipSaid, now: ShipSaid): ShipFlaws {
  const changed = (name: string) =>
    Object.hasOwn(now, name) && before[name as 'name'] !== now[name as 'name'];
  return Object.fromEntries(Object.entries(flaws).filter(([name]) => !changed(name)));
}

/** Reads from the server's refusal the flaws of single boxes; none: it refused something else. */
export function shipRefused(failure: unknown): ShipFlaws {
  if (!(failure instanceof ApiProblem)) return {};
  const found = failure.errors.flatMap(({ path, message }) => {
    const [, at = ''] = /^\/(label|name|prefix|version|places)\b/.exec(path) ?? [];
    return at === '' ? [] : [[at, message] as const];
  });
  return Object.fromEntries(found);
}

/** The place of a form that the selection refers to and leaves out, where the server refused it for that. */
export function shipLeftOut(failure: unknown): string {
  const errors = failure instanceof ApiProblem ? failure.errors : [];
  return String(errors.find(({ code }) => code === 'ship-leans')?.params?.['place'] ?? '');
}
