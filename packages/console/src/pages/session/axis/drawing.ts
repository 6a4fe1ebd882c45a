import WaveSurfer from "wavesurfer.js";

/** The bars of one channel and its colours. */
export interface Lane {
  /** From 0 to 1. */
  readonly peaks: Float32Array;
  /** In pixels. */
  readonly height: number;
  readonly played: string;
  readonly rest: string;
}

export const BAR = 2;
export const GAP = 1;

/** Room between the greatest amplitude and the edge of a lane. */
const SCALE = 0.94;

/**
 * A waveform drawn by wavesurfer.js from peaks, without decoding sound. It is created outside of the document, and its
 * style element is replaced by a style sheet, because the Content-Security-Policy forbids style elements.
 */
export function draw(parent: HTMLElement, lanes: readonly Lane[], width: number) {
  const container = document.createElement("div");
  const wave = WaveSurfer.create({
    container,
    width,
    peaks: lanes.map(({ peaks }) => peaks),
    duration: 1,
    interact: false,
    cursorWidth: 0,
    hideScrollbar: true,
    autoScroll: false,
    barWidth: BAR,
    barGap: GAP,
    barMinHeight: 1,
    barHeight: SCALE,
    splitChannels: lanes.map(({ height, played, rest }) => ({
      height,
      waveColor: rest,
      progressColor: played,
    })),
  });
  adoptStyle(wave.getWrapper().getRootNode() as ShadowRoot);
  parent.append(container);
  return {
    /** @param share how much of the stretch was played, from 0 to 1 */
    setPlayed: (share: number) => wave.setTime(Math.min(Math.max(share, 0), 1)),
    onReady: (listener: () => void) => wave.on("ready", listener),
    remove() {
      wave.destroy();
      container.remove();
    },
  };
}

function adoptStyle(root: ShadowRoot): void {
  const style = root.querySelector("style");
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style?.textContent ?? "");
  style?.remove();
  root.adoptedStyleSheets = [sheet];
}
