import { count, listOf, object, oneOf, text, yes } from '../../decisions/schema.ts';
import { type Configuration, decision } from '../../einvoicing/forms/configuration.ts';
import { type ImagingQuestion, imagingRoute } from './imaging-route.ts';
import { type ImagingNode, isOffered, wayOf } from './way.ts';

const event = oneOf('submit', 'upload', 'agree', 'reject', 'rescan', 'reject-rescan');

interface RouteInput extends ImagingQuestion {
  /** The type of a bill: its way goes by the nodes that are set for it. */
  readonly billType?: string;
  /** The step at which it stands. Default: with who submits. */
  readonly step?: number;
}

/** The nodes by which a bill of a type goes on from a step. */
export interface BillRoute {
  /** The node where it stands; null: none. */
  readonly at: ImagingNode | null;
  /** Whether that node lets the event be. */
  readonly offered: boolean;
  /** The node to which it goes; null: back to who submits, or its process is over. */
  readonly to: ImagingNode | null;
}

export const imagingDecision = decision<RouteInput>({
  name: 'imaging-route',
  label: { zh: '影像流转', en: 'Route of a document with images' },
  summary: {
    zh: '单据在流程中下一步去哪个节点，已有影像是否保留',
    en: 'To which node of the workflow a document goes on, and whether its images still count',
  },
  input: object(
    {
      event,
      at: text,
      imagesRequired: { type: 'boolean' },
      imagesKept: yes,
      history: listOf(event),
      billType: text,
      step: count,
    },
    ['event'],
  ),
  reads: { records: ['workflow-node'] },
  decide: ({ billType, step = 0, ...question }, configuration, level) => {
    if (billType === undefined) return imagingRoute(question, level);
    const way = wayOf(nodesOf(billType, configuration), step);
    const decided = imagingRoute({ imagesRequired: way.imagesRequired, ...question }, level);
    const offered = isOffered(question.event, way.at);
    const bill: BillRoute = { at: way.at, offered, to: way.to(decided.result) };
    return { ...decided, result: { ...decided.result, ...bill } };
  },
});

function scannerId(scanner: unknown): string | null {
  if (typeof scanner === 'string') return scanner;
  if (typeof scanner !== 'object' || scanner === null || !('id' in scanner)) return null;
  return typeof scanner.id === 'string' ? scanner.id : null;
}

function nodesOf(billType: string, configuration: Configuration): readonly ImagingNode[] {
  return configuration
    .records('workflow-node')
    .filter((node) => node.billType === billType)
    .map(({ kind, process, step, scanner, decisions }) => ({
      kind: kind === 'upload' ? 'upload' : 'approval',
      process: process ?? '',
      step: Number(step ?? 1),
      scanner: scannerId(scanner),
      offers: (decisions ?? []).map(({ meaning }) => meaning ?? ''),
    }));
}
