import { trailActions } from '../../../metadata/trail-actions.ts';
import { addressIn, type ForwardedEntry } from './forwarded-entry.ts';

/** Facility 13, log audit; severities informational and warning. */
const [informational, warning] = [13 * 8 + 6, 13 * 8 + 4];
const refused = /-failed$|-held$|^refused$/;

/** The number is that which RFC 5612 leaves to everybody: nobody has to register one. */
const structureId = 'audit@32473';

/** An entry as RFC 5424 says it. `hostname`: the system that it is about. `without`: a part that has no room. */
export function syslogMessage(entry: ForwardedEntry, hostname: string, without?: 'detail'): string {
  const { id, at, actor, actor_name, action, target, org, detail, mark } = entry;
  const priority = refused.test(action) ? warning : informational;
  const parts = {
    id,
    chain: mark,
    actor: actor_name,
    'actor-id': actor,
    from: addressIn(entry),
    action,
    target,
    org,
    detail: without === 'detail' ? null : detail,
    'left-out': without ?? null,
  };
  const header = [
    `<${priority}>1`,
    new Date(Number(at)).toISOString(),
    printable(hostname, 255),
    'guiju',
    '-',
    printable(action, 32),
  ];
  const did = trailActions[action]?.did.en ?? action;
  // The mark of UTF-8 comes first.
  const message = `\uFEFF${[actor_name, did, target].filter(Boolean).join(' ')}`;
  return [...header, structure(parts), message].join(' ');
}

function structure(parts: Readonly<Record<string, string | null>>): string {
  const said = Object.entries(parts).flatMap(([name, value]) =>
    value === null ? [] : [` ${name}="${value.replace(/["\\\]]/g, '\\$&')}"`],
  );
  return `[${structureId}${said.join('')}]`;
}

/** Signs that a header may have; nothing is written as `-`. */
function printable(text: string, most: number): string {
  return text.replace(/[^!-~]/g, '').slice(0, most) || '-';
}
