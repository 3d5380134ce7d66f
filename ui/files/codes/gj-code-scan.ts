import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { shared } from '../../theme/shared.ts';
import { type CodeEye, openEye } from './code-eye.ts';
import { pixelsOf } from './pixels.ts';
import type { ScanAsk } from './scan-ask.ts';
import '../../kit/dialog/gj-dialog.ts';

/** Milliseconds between two looks. */
const pause = 150;

/** The camera, which reads codes held before it; a picture of one will do, too. Tells `made` with the text, or `closed`. */
export class GjCodeScan extends withProperties(GjElement, {
  asked: given<ScanAsk>(),
  /** Why nothing is seen; empty: the camera looks. */
  blind: state(''),
  /** What was seen last and is no value. */
  wrong: state(''),
}) {
  static override styles = [
    shared,
    css`
      video {
        width: 100%;
        aspect-ratio: 4 / 3;
        object-fit: cover;
        background: var(--gj-head);
      }
    `,
  ];
  #stream: MediaStream | undefined;
  #eye: CodeEye | undefined;
  #isOpen = true;

  protected override firstUpdated(): void {
    void this.#look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#isOpen = false;
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#eye?.close();
  }

  async #look(): Promise<void> {
    const video = this.renderRoot.querySelector('video');
    try {
      // Browsers have no cameras for pages that came unsealed.
      if (!('mediaDevices' in navigator)) throw new DOMException('', 'SecurityError');
      this.#stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1280 } },
      });
    } catch (failure) {
      this.blind = blindness(failure);
      return;
    }
    if (!video || !this.#isOpen) return this.disconnectedCallback();
    video.srcObject = this.#stream;
    await video.play().catch(() => undefined);
    while (this.#isOpen) {
      const pixels = pixelsOf(video);
      if (pixels && (await this.#read(pixels)) === null) return;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  /** Hands on the first code that is a value; null: nothing can be read here. */
  async #read(pixels: ImageData): Promise<number | null> {
    try {
      this.#eye ??= await openEye(this.renderRoot.querySelector('#frame') ?? this.renderRoot);
      const texts = await this.#eye.read(pixels);
      const fits = texts.find((text) => this.asked.wrong(text) === null);
      if (fits !== undefined && this.#isOpen) this.emit('made', fits);
      const [other] = texts;
      if (other !== undefined && fits === undefined)
        this.wrong = msg(str`读到“${other}”，但它不能填在这里：${this.asked.wrong(other) ?? ''}`, {
          id: 'code-no-value',
        });
      return texts.length;
    } catch {
      this.blind = msg('识别程序打不开。请用扫码枪或手工输入。', { id: 'code-no-eye' });
      return null;
    }
  }

  async #picture(event: Event): Promise<void> {
    const input = event.currentTarget as HTMLInputElement;
    const [file] = input.files ?? [];
    input.value = '';
    const bitmap = file && (await createImageBitmap(file).catch(() => null));
    const pixels = bitmap ? pixelsOf(bitmap) : null;
    const found = pixels ? await this.#read(pixels) : 0;
    if (found === 0) this.wrong = msg('这张图片里没有读到码', { id: 'code-none-there' });
  }

  override render() {
    return html`<gj-dialog .label=${msg(str`扫码：${this.asked.label}`, { id: 'code-scan-of' })} @closed=${() =>
      this.emit('closed')}>
      <div class="stack-3">
        ${
          this.blind
            ? html`<p class="across" role="alert">${icon('alert')}<span>${this.blind}</span></p>`
            : html`<video class="blocks rounded" playsinline muted aria-label=${msg('摄像头画面', { id: 'code-camera' })}></video>
              <p class="muted small">${msg('把码放在画面中，读到后自动填入。', { id: 'code-hold' })}</p>`
        }
        <p class="small" role="status">${this.wrong || nothing}</p>
        <div><button type="button" class="button across-close" @click=${() => this.renderRoot.querySelector('input')?.click()}
          >${icon('image')}${msg('从图片识别', { id: 'code-from-picture' })}</button></div>
        <input type="file" hidden accept="image/*" aria-label=${msg('码的图片', { id: 'code-picture' })}
          @change=${(event: Event) => void this.#picture(event)} />
        <div id="frame" hidden></div>
      </div>
    </gj-dialog>`;
  }
}
customElements.define('gj-code-scan', GjCodeScan);

/** Why there is no camera, and what helps. */
function blindness(failure: unknown): string {
  const name = failure instanceof DOMException ? failure.name : '';
  const otherwise = msg('也可以用扫码枪或手工输入。', { id: 'code-otherwise' });
  const why: Readonly<Record<string, string>> = {
    NotAllowedError: msg('浏览器没有摄像头的使用权限，请在地址栏允许后重试。', { id: 'code-not-allowed' }),
    NotFoundError: msg('这台设备没有摄像头。', { id: 'code-no-camera' }),
    SecurityError: msg('浏览器只在 https 地址下开放摄像头。', { id: 'code-unsealed' }),
  };
  return `${why[name] ?? msg('摄像头打不开，可能正被别的程序使用。', { id: 'code-camera-busy' })} ${otherwise}`;
}
