import { auditAction, auditDid } from '../record/audit-action.ts';
import { say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import type { AuditItem } from './audit-trail.ts';

export type { AuditItem };

/** An entry in words, for whoever searches or carries it away. */
export function auditWords({ actor, action, form, record, target }: AuditItem): {
  readonly who: string;
  readonly did: string;
  readonly form: string;
  readonly what: string;
} {
  const outline = session.form(form ?? '');
  const said = record ? [record.number, record.name === record.number ? null : record.name] : [target];
  return {
    who: [actor?.number, actor?.name].filter(Boolean).join(' '),
    did: auditAction(action),
    form: outline ? say(outline.label) : (form ?? ''),
    what: said.filter(Boolean).join(' '),
  };
}

/** Whether every word of what is searched for stands somewhere in the entry, as it is shown or carried away. */
export function isFoundIn(item: AuditItem, search: string): boolean {
  const { who, did, form, what } = auditWords(item);
  const all = [who, did, auditDid(item.action), form, what, item.org?.name ?? '', item.reason ?? '']
    .join('\n')
    .toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
