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

/** `DKFP01`, `KPX-1 Pens`: a number that is the name, too, is said once. */
export function namedRecord({ number, name }: NonNullable<TrailEntry['record']>): string {
  return [number, name === number ? null : name].filter(Boolean).join(' ');
}

/** A parameter by its label, with the instance that a value is for where it is for one. */
export function parameterName({ label, type, key }: NonNullable<TrailEntry['parameter']>): string {
  if (!label) return `${type} / ${key}`;
  return [say(label), ...(/\d/.test(key) ? [key] : [])].join(' · ');
}

/** Whose value it is. */
export function valueOwner({ org }: NonNullable<TrailEntry['parameter']>): string {
  return org?.name ?? msg('全系统', { id: 'param-system' });
}

export function entryPage({ form: name = '', target, record, parameter }: TrailEntry): EntryPage {
  const form = session.form(name);
  if (form) return { label: say(form.recordLabel), address: `/forms/${form.name}/${target}` };
  // A change set and a parameter stand in no list of records: each has a page of its own.
  if (name === 'change-set')
    return { label: msg('变更集', { id: 'change-set' }), address: `/changes/${target}` };
  if (name === parameterForm)
    return {
      label: msg('参数', { id: 'trail-parameter' }),
      address: `/parameters?${new URLSearchParams(
        parameter ? { open: `${parameter.type}/${parameter.key}` } : { q: record?.name ?? '' },
      )}`,
    };
  return { label: name };
}
