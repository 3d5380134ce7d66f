import { compare } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { type Decided, Trace, type TraceLevel } from '../../decisions/trace.ts';
import { type LengthQuestion, type LimitedLengths, limitLength } from './limit-length.ts';

/**
 * The lengths of a line whose price may be none that somebody entered: one that was derived is cut to what the channel
 * takes, and nobody is told.
 */
export function limitLine(
  question: LengthQuestion,
  entered: Iterable<Text>,
  level?: TraceLevel,
): Decided<LimitedLengths> {
  const { price, ...others } = question;
  if (!isGiven(price) || isAmong(price, entered)) return limitLength(question, level);
  const trace = new Trace(level);
  const { issues, result } = limitLength({ ...others, price, ...onlyPrice, priceTooLong: 'cut' }, 'none');
  trace.tell(issues);
  const limited = trace.take(limitLength(others, level));
  return trace.decided({ ...limited, price: result.price ?? price });
}

const onlyPrice = { remark: null, itemName: null, spec: null, unit: null };

function isAmong(price: string, entered: Iterable<Text>): boolean {
  for (const one of entered) if (isGiven(one) && compare(one, price) === 0) return true;
  return false;
}
