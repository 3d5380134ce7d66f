import { BoundedMap } from '../../../metadata/common/bounded-map.ts';
import type { changes } from '../../../metadata/contract/changes/calls.ts';
import type { AnswerOf } from '../../../metadata/contract/common/call.ts';
import type { NamingSet } from '../../../metadata/contract/design/parts.ts';
import type { Model } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Edition } from '../../common/edition.ts';
import { Refusal } from '../../common/refusal.ts';
import type { ListAsked } from '../../effective/changes/list-sets.ts';
import type { NamedDesign, NamedDesigns } from '../../effective/changes/named-design.ts';
import { buildModel } from '../../model/publish/build-model.ts';
import type { Designs } from './create-designs.ts';
import { type Design, isOpenDesign } from './design.ts';
import type { PublishesDesigns } from './publish-design.ts';
import { designNamed } from './refusals.ts';
import { toInstall } from './to-install.ts';

interface NamedParts {
  readonly designs: Designs;
  readonly publishing: PublishesDesigns;
  readonly edition: Edition;
}

/** Designs of which the model is remembered: whoever tries one asks for it again and again. */
const mostMade = 8;

/** Designs as change sets name them: what they make, and how both are published in one commit. */
export function createNamedDesigns({ designs, publishing, edition }: NamedParts): NamedDesigns {
  /** By design, with how long its log was and what it stood on. */
  const made = new BoundedMap<string, { readonly stands: string; readonly model: Model | null }>(mostMade);
  return {
    async find(call, id) {
      try {
        const { design } = await designs.read(call, id);
        return named(await publishing.settle(design, call));
      } catch (error) {
        if (error instanceof Refusal && error.status === 404) return null;
        throw error;
      }
    },
    sharingOf: designs.sharingOf,
    async modelOf(call, id) {
      const { design, log, folded, ground } = await designs.folded(call, id);
      const stands = `${log.length} ${ground.revision}`;
      const known = made.get(id);
      if (known?.stands === stands) return known.model;
      const next = toInstall(folded, ground, design.details.versions);
      const replaced = new Set(next.map(({ name }) => name));
      const others = ground.installed.filter(({ name }) => !replaced.has(name));
      const model = (await buildModel([...others, ...next], edition)).model ?? null;
      made.set(id, { stands, model });
      return model;
    },
    async plan(call, id, acceptCases) {
      const { plan, overtaken } = await publishing.plan(call, id, {
        ...(acceptCases !== undefined && { acceptCases }),
      });
      return { ...plan, overtaken };
    },
    async publish(call, id, along, { hash, acceptCases }) {
      const wanted = { ...(acceptCases !== undefined && { acceptCases }) };
      const { plan } = await publishing.plan(call, id, wanted);
      const { nodes } = await publishing.publish(call, id, {
        ...wanted,
        along,
        hash: hash ?? plan.hash ?? '',
      });
      return nodes;
    },
  };
}

/** Of designing that is put together later, of what change sets are made of. */
export function namedLater(designing: () => NamedDesigns): NamedDesigns {
  return {
    find: (call, id) => designing().find(call, id),
    sharingOf: (call, id) => designing().sharingOf(call, id),
    modelOf: (call, id) => designing().modelOf(call, id),
    plan: (call, id, acceptCases) => designing().plan(call, id, acceptCases),
    publish: (call, id, along, seen) => designing().publish(call, id, along, seen),
  };
}

function named({ id, name, state }: Design): NamedDesign {
  return { id, name, isOpen: isOpenDesign(state) };
}

/** Lists change sets, as the caller may see them. */
export type ListSets = (call: Call, asked: ListAsked) => Promise<AnswerOf<typeof changes.list>>;

const open = ['draft', 'waiting', 'approved', 'scheduled', 'rejected', 'failed'];

/** Change sets that are still to be published with a design, of those the caller may see. */
export async function setsNaming(list: ListSets, call: Call, id: string): Promise<readonly NamingSet[]> {
  const { items } = await list(call, { design: id, states: open, limit: 50 });
  return items.map(({ id: set, number, name, state }) => ({ id: set, number, name, state }));
}

/** Refuses to discard a design that change sets are to be published with, unless its owner says that he knows them. */
export async function refuseNamed(list: ListSets, call: Call, id: string): Promise<void> {
  const sets = await setsNaming(list, call, id);
  if (sets.length === 0) return;
  throw designNamed(
    { count: sets.length },
    sets.map(({ id: set, number, name }) => ({
      path: `/changesets/${set}`,
      code: 'design-named-by',
      params: { name: name ?? number ?? '' },
    })),
  );
}
