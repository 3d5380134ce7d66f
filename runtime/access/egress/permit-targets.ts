import type { Problem } from '../../../metadata/common/issue.ts';
import { hostFlaw } from '../../../rules/hosts/host-flaws.ts';
import { platformUser } from '../../call/system-call.ts';
import type { Connection } from '../../database/database.ts';
import { contentWrong } from '../../storage/store/record/refusals.ts';
import type { Step } from '../../storage/store/save/parts.ts';
import type { ListedHosts } from './listed-hosts.ts';
import type { Targets } from './typed-targets.ts';

/**
 * Refuses a record that would have the server call what is no host, or where no administrator said it may. An address
 * that stood in it before stays, and one that packages bring is judged when it is called.
 */
export function permitTargets(hosts: ListedHosts, targets: Targets) {
  return async (reader: Connection, { call, form, before, next }: Step): Promise<void> => {
    const says = targets(form);
    if (!next || !says || call.user.id === platformUser.id) return;
    const [known, target] = [before ? says.read(before) : undefined, says.read(next)];
    if (!target) return;
    const { said, host, port, field } = target;
    const stays = host === null ? known?.said === said : known?.host === host && known.port === port;
    // A host without a port calls nobody yet.
    if (stays || (host !== null && port === 0)) return;
    const flaw: Pick<Problem, 'code' | 'params'> | undefined =
      hostFlaw(said) ??
      (host === null || (await hosts.isListed(call.served, reader, host, port))
        ? undefined
        : { code: 'host-not-listed', params: { host, port } });
    if (!flaw) return;
    const problem = { path: `/${form.byId.get(field)?.name ?? field}`, ...flaw };
    throw contentWrong({ count: 1 }, [problem]);
  };
}
