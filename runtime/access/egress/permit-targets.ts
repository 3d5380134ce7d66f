import type { Problem } from '../../../metadata/common/issue.ts';
import { hostFlaw } from '../../../rules/hosts/host-flaws.ts';
import type { Served } from '../../call/call.ts';
import { platformUser } from '../../call/system-call.ts';
import type { Connection } from '../../database/database.ts';
import { contentWrong } from '../../storage/store/record/refusals.ts';
import type { Step } from '../../storage/store/save/parts.ts';
import type { ListedHosts } from './listed-hosts.ts';
import type { Targets, TypedTarget } from './typed-targets.ts';

/**
 * Refuses a record that would have the server call what is no host, or where no administrator said it may. An address
 * that stood in it before stays, and one that packages bring is judged when it is called.
 */
export function permitTargets(hosts: ListedHosts, targets: Targets) {
  return async (reader: Connection, { call, form, before, next }: Step): Promise<void> => {
    const says = targets(form);
    if (!next || !says || call.user.id === platformUser.id) return;
    const known = new Map((before ? says.read(before) : []).map((target) => [target.field, target]));
    const problems: Problem[] = [];
    for (const target of says.read(next)) {
      const flaw = await flawOf(target, known.get(target.field), call.served, reader);
      if (flaw) problems.push({ path: `/${form.byId.get(target.field)?.name ?? target.field}`, ...flaw });
    }
    if (problems.length > 0) throw contentWrong({ count: problems.length }, problems);
  };

  async function flawOf(
    { said, host, port }: TypedTarget,
    known: TypedTarget | undefined,
    served: Served,
    reader: Connection,
  ): Promise<Pick<Problem, 'code' | 'params'> | undefined> {
    const stays = host === null ? known?.said === said : known?.host === host && known.port === port;
    // A host without a port calls nobody yet.
    if (stays || (host !== null && port === 0)) return undefined;
    const isKnown = host === null || (await hosts.isListed(served, reader, host, port));
    return hostFlaw(said) ?? (isKnown ? undefined : { code: 'host-not-listed', params: { host, port } });
  }
}
