import { derivedId } from '../../storage/store/record/derived-id.ts';
import type { Channel, ChooseChannel, Confirmations, IssueRequest } from '../channels/channel.ts';
import { beginningOf, type Fate, type SimulatedParts, simulatedChannel } from '../channels/simulated.ts';

/** The word in the remark of an invoice by which the bureau of the story knows what it is to do with it. */
export const refusedAs = '（待核对购方状态）';

export interface StoryBureau {
  readonly database: SimulatedParts['database'];
  /** The moment at which it answers, in milliseconds since 1970. */
  readonly at: number;
  /** From when on there are files of its invoices: those before are long with their buyers. */
  readonly filesSince: number;
  /** The tax number of whom earlier ones are kept, and since when. */
  readonly archiving: string;
  readonly archivedSince: number;
  /** Numbers of invoices that their buyers have deducted. */
  readonly deducted: ReadonlySet<string>;
  /** The confirmations that buyers have entered. */
  readonly entered: Confirmations['entered'];
}

/**
 * The simulation as it would have answered at a moment of the past, for all types of invoices. What it issues has no
 * legal effect and says so; it counts towards the quota, so that there is a ledger to be looked at.
 */
export function storyChannel({ database, at, deducted, entered, ...files }: StoryBureau): ChooseChannel {
  const simulated = simulatedChannel({ database, clock: () => at, fate, series: seriesOf });
  const { confirmations } = simulated;
  const channel: Channel = {
    ...simulated,
    countsQuota: true,
    issue: async (request) => withFiles(await simulated.issue(request), request.sellerTaxNo),
    use: async ({ number }) => ({ deducted: deducted.has(number), entered: false }),
    ...(confirmations ? { confirmations: { ...confirmations, entered } } : {}),
  };
  return async () => channel;

  function withFiles(result: Awaited<ReturnType<Channel['issue']>>, taxNo: string): typeof result {
    const since = taxNo === files.archiving ? files.archivedSince : files.filesSince;
    if (result.state !== 'issued' || at >= since) return result;
    return { ...result, files: { pdf: false, ofd: false, xml: false } };
  }
}

const refusal = {
  code: '4021',
  message: {
    zh: '模拟税局拒绝：购方纳税人状态为“注销”，不能开具专用发票',
    en: 'The simulated bureau refused it: the buyer is deregistered, so no special invoice can be issued to it',
  },
};

function fate({ document }: IssueRequest): Fate | undefined {
  return String(document['remark'] ?? '').includes(refusedAs) ? { fails: refusal } : undefined;
}

/** By day, so that numbers rise with time in whichever order they are made; none that the simulation gives today. */
function seriesOf(sellerTaxNo: string, at: number): string {
  return `${beginningOf(sellerTaxNo, at)}${new Date(at).toISOString().slice(5, 10).replace('-', '')}1`;
}

/** The id of a record of the story, known before there is one. */
export function storyId(key: string): string {
  return derivedId(`einvoicing story ${key}`);
}
