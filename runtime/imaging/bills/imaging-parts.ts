import type { CodeQuestion, ImageCode } from '../../../rules/imaging/image-code/image-code.ts';
import type { Seat } from '../../../rules/imaging/imaging-licence/imaging-licence.ts';
import type { ImagingMode, ModeQuestion } from '../../../rules/imaging/imaging-mode/imaging-mode.ts';
import type { ImagingRoute } from '../../../rules/imaging/imaging-route/imaging-route.ts';
import type { BillRoute } from '../../../rules/imaging/imaging-route/input.ts';
import type { Call } from '../../call/call.ts';
import type { DomainNode } from '../../domain.ts';
import type { DecisionAnswer } from '../../effective/decisions/asked.ts';

export type DecideImageCode = (
  question: Omit<CodeQuestion, 'today'>,
) => Promise<ImageCode & Pick<Answered<ImageCode>, 'issues'>>;

/** The tools for making codes and covers, and for moving bills on. */
export interface ImagingParts
  extends Pick<DomainNode, 'store' | 'prints'>,
    Pick<DomainNode['tenant'], 'database' | 'now' | 'zone' | 'contents'> {
  /**
   * Makes the function that decides image codes and covers in the organisation of a call, its configuration read once.
   */
  readonly imageCodes: (call: Call) => Promise<DecideImageCode>;
  /** Decides in which mode images are handled, in the organisation of a call. */
  readonly mode: (call: Call, question: ModeQuestion) => Promise<Answered<ImagingMode>>;
  /** Decides whether somebody holds a licence for imaging. */
  readonly seat: (call: Call, user: string) => Promise<Answered<Seat>>;
  /** Decides where a bill goes on to. */
  readonly route: (call: Call, question: RouteQuestion) => Promise<Answered<ImagingRoute & BillRoute>>;
}

type Answered<Result> = Pick<DecisionAnswer<Result>, 'result' | 'issues'>;

/** What a bill says of itself when its way is asked. */
export interface RouteQuestion {
  readonly event: string;
  readonly billType: string;
  readonly step: number;
  readonly imagesKept: boolean;
  readonly imagesRequired?: boolean;
  readonly integrated: boolean;
  readonly history: readonly string[];
  readonly marked: boolean;
  readonly unmatched: 'hold' | 'warn' | null;
  readonly matched: boolean;
}
