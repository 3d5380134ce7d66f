import { msg } from '@lit/localize';
import type { TrailEntry } from '../../../metadata/contract/audit/calls.ts';
import { parameterForm } from '../../../metadata/names.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';

/** What an entry of the trail is about, as people call it, and where it is seen. */
interface EntryPage {
  readonly label: string;
  /** Absent: nowhere. */
  readonly address?: string;
}

export function entryPage({ form: name = '', target, record }: TrailEntry): EntryPage {
  const form = session.form(name);
  if (form) return { label: say(form.recordLabel), address: `/forms/${form.name}/${target}` };
  // What no list shows has a page of its own.
  if (name === 'change-set')
    return { label: msg('变更集', { id: 'change-set' }), address: `/changes/${target}` };
  if (name === parameterForm)
    return {
      label: msg('参数', { id: 'parameters' }),
      address: `/parameters?${new URLSearchParams({ q: record?.name ?? '' })}`,
    };
  return { label: name };
}
