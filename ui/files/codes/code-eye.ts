import type { Json } from '../../../metadata/common/json.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';

/** Milliseconds in which a picture is read, or said not to be: the first one waits for the program that reads. */
const patience = 20_000;
/** Characters of a code that are of any use to a field. */
const longest = 4_000;

/** Reads the codes in pictures, in a frame that has no origin. One picture is read at a time. */
export class CodeEye {
  readonly #frame: HTMLIFrameElement;
  readonly #port: MessagePort;
  #reading: PromiseWithResolvers<readonly string[]> | undefined;

  constructor(frame: HTMLIFrameElement) {
    this.#frame = frame;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }: MessageEvent<Json>) => {
      if (isList(data)) this.#reading?.resolve(textsOf(data));
      else this.#reading?.reject(new Error('nothing can be read'));
    };
    // It has no origin that could be named.
    frame.contentWindow?.postMessage(null, '*', [port2]);
  }

  /** The texts of the codes in a picture. */
  async read(pixels: ImageData): Promise<readonly string[]> {
    const reading = Promise.withResolvers<readonly string[]>();
    this.#reading = reading;
    const late = setTimeout(() => reading.reject(new Error('no answer')), patience);
    this.#port.postMessage(pixels, [pixels.data.buffer]);
    return reading.promise.finally(() => clearTimeout(late));
  }

  close(): void {
    this.#port.close();
    this.#frame.remove();
  }
}

/** Whatever the frame says, texts alone are heard. */
function textsOf(said: readonly Json[]): readonly string[] {
  return said.filter((one) => typeof one === 'string').map((one) => one.slice(0, longest));
}

/** Opens such a frame below a node, where nobody sees or reaches it. */
export async function openEye(below: Node): Promise<CodeEye> {
  const frame = document.createElement('iframe');
  Object.assign(frame, { src: '/code-frame.html', tabIndex: -1 });
  frame.sandbox.add('allow-scripts');
  const isThere = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  below.appendChild(frame);
  await isThere;
  return new CodeEye(frame);
}
