import { msg } from '@lit/localize';
import type { TrailEntry } from '../../../metadata/contract/audit/calls.ts';
import { parameterForm } from '../../../metadata/names.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';

/** The subject of an entry of the trail: its name as people say it, and the page that shows it. */
interface EntryPage {
  readonly label: string;
  /** Absent: nowhere. */
  readonly address?: string;
}

export function entryPage({ form: name = '', target, record }: TrailEntry): EntryPage {
  const form = session.form(name);
  if (form) return { label: say(form.recordLabel), address: `/forms/${form.name}/${target}` };
  // A change set and a parameter stand in no list of records: each has a page of its own.
  if (name === 'change-set')
    return { label: msg('变更集', { id: 'change-set' }), address: `/changes/${target}` };
  if (name === parameterForm)
    return {
      label: msg('参数', { id: 'parameters' }),
      address: `/parameters?${new URLSearchParams({ q: record?.name ?? '' })}`,
    };
  return { label: name };
}
