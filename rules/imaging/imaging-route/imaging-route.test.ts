import { describe } from 'vitest';
import { itAnswers } from '../../einvoicing/golden.suite.ts';
import { type ImagingQuestion, imagingRoute } from './imaging-route.ts';

describe('documents find their way to the images', () => {
  itAnswers('imaging-route', (input: ImagingQuestion) => imagingRoute(input).result);
});
