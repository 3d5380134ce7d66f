import type { Problem } from '../../metadata/issue.ts';
import { platformUser } from '../call/system-call.ts';
import type { Connection } from '../database/database.ts';
import type { ListedHosts } from '../egress/listed-hosts.ts';
import { contentWrong } from '../store/record/refusals.ts';
import type { Step } from '../store/save/parts.ts';
import { saysTargets, typedTargets } from './typed-targets.ts';

/**
 * Refuses a record that would have the server call where no administrator said it may. What stood in it before stays,
 * and what packages bring is judged when it is called.
 */
export function permitTargets(hosts: ListedHosts) {
  return async (reader: Connection, { call, form, before, next }: Step): Promise<void> => {
    if (!next || !saysTargets(form) || call.user.id === platformUser.id) return;
    const known = new Set(
      (before ? typedTargets(form, before) : []).map(({ host, port }) => `${host} ${port}`),
    );
    const problems: Problem[] = [];
    for (const { host, port, field } of typedTargets(form, next)) {
      if (known.has(`${host} ${port}`) || (await hosts.isListed(call.served, reader, host, port))) continue;
      const name = form.byId.get(field)?.name ?? field;
      problems.push({ path: `/${name}`, code: 'host-not-listed', params: { host, port } });
    }
    if (problems.length > 0) throw contentWrong({ count: problems.length }, problems);
  };
}
