import { isObject, type Json } from '../../../metadata/common/json.ts';
import { count, listOf, object, oneOf, text, yes } from '../../decisions/schema.ts';
import { Trace } from '../../decisions/trace.ts';
import { type Configuration, decision } from '../../einvoicing/forms/configuration.ts';
import { type ImagingQuestion, imagingRoute } from './imaging-route.ts';
import { decisionFor, type ImagingNode, isOffered, type NodeDecision, wayOf } from './way.ts';

const event = oneOf('submit', 'upload', 'agree', 'reject', 'rescan', 'reject-rescan');

interface RouteInput extends ImagingQuestion {
  /** The type of a bill: its way goes by the nodes that are set for it. */
  readonly billType?: string;
  /** The step at which it stands. Default: with who submits. */
  readonly step?: number;
  /** Whether its application works with the imaging system; where not, no node waits for images. Default: yes. */
  readonly integrated?: boolean;
  /** Whether places are marked on its images for a new scan. Default: no. */
  readonly marked?: boolean;
  /** What its scheme says of images that were not matched with it. Default: nobody matches any. */
  readonly unmatched?: 'hold' | 'warn' | null;
  /** Whether some were. Default: no. */
  readonly matched?: boolean;
}

/** The nodes by which a bill of a type goes on from a step. */
export interface BillRoute {
  /** The node where it stands; null: none. */
  readonly at: ImagingNode | null;
  /** Whether that node lets the event be. */
  readonly offered: boolean;
  /** The decision of that node which the event is; null: it is none of an approval. */
  readonly decision: NodeDecision | null;
  /** It is offered, and the node keeps it: its images are marked for a new scan, and this asks for none. */
  readonly stoppedByMarks: boolean;
  /** It would go on, and waits for images that are matched with it. */
  readonly waitsForMatch: boolean;
  /** The node to which it goes; null: back to who submits, or its process is over. */
  readonly to: ImagingNode | null;
}

export const imagingDecision = decision<RouteInput>({
  name: 'imaging-route',
  label: { zh: '影像流转', en: 'Imaging route' },
  summary: {
    zh: '单据在流程中下一步去哪个节点，已有影像是否保留',
    en: 'Which workflow node a document goes to next, and whether its images are kept',
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
      integrated: { type: 'boolean' },
      marked: { type: 'boolean' },
      unmatched: { enum: ['hold', 'warn', null] },
      matched: { type: 'boolean' },
    },
    ['event'],
  ),
  reads: { records: ['workflow-node'] },
  decide: (input, configuration, level) => {
    const { billType, step = 0, integrated = true, marked, unmatched, matched, ...question } = input;
    if (billType === undefined) return imagingRoute(question, level);
    const nodes = nodesOf(billType, configuration).filter(({ kind }) => integrated || kind !== 'upload');
    const way = wayOf(nodes, step, integrated ? question.imagesRequired : false);
    const { history, ...asked } = question;
    const decided = imagingRoute(
      { ...asked, imagesRequired: way.imagesRequired, ...(way.canWait && history ? { history } : {}) },
      level,
    );
    const { at } = way;
    const stoppedByMarks = question.event === 'reject' && marked === true && at?.checksRescan === true;
    const trace = new Trace(level);
    const result = trace.take(decided);
    if (question.event === 'submit' && integrated && question.imagesRequired && !way.canWait)
      trace.warns('imaging-no-upload-node');
    if (stoppedByMarks) trace.stops('imaging-reject-marked', undefined, { node: at?.name ?? '' });
    const isUnmatched = question.event === 'upload' && matched !== true;
    const waitsForMatch = isUnmatched && unmatched === 'hold';
    if (waitsForMatch) trace.stops('imaging-held-unmatched');
    else if (isUnmatched && unmatched === 'warn') trace.warns('imaging-unmatched');
    const bill: BillRoute = {
      at,
      offered: isOffered(question.event, at),
      decision: decisionFor(question.event, at),
      stoppedByMarks,
      waitsForMatch,
      to: way.to(result),
    };
    return trace.decided({ ...result, ...bill });
  },
});

function scannerId(scanner: Json | undefined): string | null {
  if (typeof scanner === 'string') return scanner;
  return isObject(scanner) && typeof scanner['id'] === 'string' ? scanner['id'] : null;
}

function nodesOf(billType: string, configuration: Configuration): readonly ImagingNode[] {
  return configuration
    .records('workflow-node')
    .filter((node) => node.billType === billType)
    .map((node) => ({
      kind: node.kind === 'upload' ? 'upload' : 'approval',
      number: node.number ?? '',
      name: node.name ?? '',
      process: node.process ?? '',
      step: Number(node.step ?? 1),
      scanner: scannerId(node.scanner),
      decisions: (node.decisions ?? []).map(({ code, name, meaning }) => ({
        code: code ?? '',
        name: name ?? '',
        meaning: meaning ?? '',
      })),
      viewImages: node.viewImages !== false,
      checksRescan: (node.rejectCheck ?? 'image-rescan') === 'image-rescan',
      plugins: (node.plugins ?? []).map(({ plugin, purpose }) => ({
        plugin: plugin ?? '',
        purpose: purpose ?? '',
      })),
    }));
}
