import type { CodeQuestion, ImageCode } from '../../../rules/imaging/image-code/image-code.ts';
import type { Call } from '../../call/call.ts';
import type { DomainNode } from '../../domain.ts';

export type DecideImageCode = (question: Omit<CodeQuestion, 'today'>) => Promise<ImageCode>;

/** The tools for making codes and covers. */
export interface ImagingParts
  extends Pick<DomainNode, 'store'>,
    Pick<DomainNode['tenant'], 'database' | 'now' | 'zone'> {
  /**
   * Makes the function that decides image codes and covers in the organisation of a call, its configuration read once.
   */
  readonly imageCodes: (call: Call) => Promise<DecideImageCode>;
}
